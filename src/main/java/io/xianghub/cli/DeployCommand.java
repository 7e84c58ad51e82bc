package io.xianghub.cli;

import io.xianghub.bundle.BundleFiles;
import io.xianghub.shared.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub deploy}: one command from the folder to the running hub, with the receipt or every finding. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {"把路由包部署到运行中的枢纽", "Deploys a bundle onto the running hub"})
final class DeployCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Mixin
    private final Server server = new Server();

    @Option(names = "--dry-run", description = "只检查，不改变 / checks, changes nothing")
    private boolean dryRun;

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        BundleFiles files = folder.read(bundle, reading);
        String path = "/api/v1/bundles" + (dryRun ? "?dryRun=true" : "");
        Server.Answer answer =
                Server.expect(server.post(path, "application/zip", files.zip(), reading, "engineer"), reading);
        if (dryRun) {
            answer.list("findings").forEach(found -> {
                if (found instanceof Map<?, ?> finding) {
                    reading.finding(finding);
                }
            });
            boolean deployable = Boolean.TRUE.equals(answer.map().get("deployable"));
            reading.data(
                    answer.body(),
                    reading.say(
                            deployable
                                    ? Text.of("可以部署；未作任何改变", "Deployable; nothing was changed")
                                    : Text.of("不能部署；未作任何改变", "Not deployable; nothing was changed")));
            return deployable ? Exit.OK : Exit.FINDINGS;
        }
        reading.data(answer.body(), receipt(answer, reading));
        return Exit.OK;
    }

    static String receipt(Server.Answer answer, Reading reading) {
        String digest = answer.text("digest").substring(0, 8);
        if (answer.text("outcome").equals("unchanged")) {
            return reading.say(Text.of(
                    "%s %s (%s) 已在运行，没有变化",
                    "%s %s (%s) is running already; nothing changed",
                    answer.text("bundle"),
                    answer.text("version"),
                    digest));
        }
        String previous = answer.map().get("previous") instanceof Map<?, ?> old
                ? old.get("version") + " (" + String.valueOf(old.get("digest")).substring(0, 8) + ")"
                : "-";
        StringBuilder phases = new StringBuilder();
        answer.list("phases").forEach(phase -> {
            if (phase instanceof Map<?, ?> step) {
                phases.append(' ')
                        .append(step.get("name"))
                        .append(' ')
                        .append(step.get("millis"))
                        .append("ms");
            }
        });
        return reading.say(Text.of(
                "已部署 %s %s (%s)，替换 %s；各阶段%s；回执 %s",
                "Deployed %s %s (%s) in place of %s;%s; receipt %s",
                answer.text("bundle"),
                answer.text("version"),
                digest,
                previous,
                phases,
                answer.text("id")));
    }
}
