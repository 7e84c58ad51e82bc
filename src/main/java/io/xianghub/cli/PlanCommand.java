package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hub plan}: what a deployment would change on the server, and for whom; nothing is changed. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "部署会改变什么、影响谁；不作任何改变",
            "What a deployment would change, and for whom; changes nothing",
            "退出码：0 可以部署 · 3 检查有错误 · 5 破坏订阅方",
            "Exit code: 0 deployable · 3 findings · 5 breaks subscribers"
        })
final class PlanCommand implements Callable<Integer> {

    private static final String BREAKS = "contract.breaking";

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Mixin
    private final Server server = new Server();

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        BundleFiles files = folder.read(bundle, reading);
        Server.Answer answer = Server.expect(
                server.post("/api/v1/bundles?dryRun=true", "application/zip", files.zip(), reading, "engineer"),
                reading);
        List<Map<?, ?>> errors = maps(answer.list("findings")).stream()
                .filter(finding -> "error".equals(finding.get("severity")))
                .toList();
        // Warnings about the contract say again what the changes say.
        maps(answer.list("findings")).stream()
                .filter(finding -> errors.contains(finding)
                        || !String.valueOf(finding.get("code")).startsWith("contract."))
                .forEach(reading::finding);
        if (reading.json()) {
            reading.data(answer.body(), "");
        } else {
            new PlanSheet(reading, answer).print();
        }
        if (errors.isEmpty()) {
            return Exit.OK;
        }
        boolean onlyBreaks = errors.stream().allMatch(finding -> BREAKS.equals(finding.get("code")));
        reading.note(
                onlyBreaks
                        ? Text.of("会破坏订阅方，不能部署", "Not deployable: it would break subscribers")
                        : Text.of("检查有错误，不能部署", "Not deployable: there are errors"));
        return onlyBreaks ? Exit.CONFLICT : Exit.FINDINGS;
    }

    static List<Map<?, ?>> maps(List<?> list) {
        return list.stream()
                .<Map<?, ?>>mapMulti((item, next) -> {
                    if (item instanceof Map<?, ?> map) {
                        next.accept(map);
                    }
                })
                .toList();
    }
}
