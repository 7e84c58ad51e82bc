package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub candidate}: the version beside the active one, what it shows, and how it ends. */
@Command(
        name = "candidate",
        mixinStandardHelpOptions = true,
        description = {"与现行版本并行的候选版本：查看、转正或撤下", "The version beside the active one: show, promote or abandon it"})
final class CandidateCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Option(names = "--promote", description = "转正 / it takes over")
    private boolean promote;

    @Option(names = "--abandon", paramLabel = "<reason>", description = "撤下 / it leaves")
    private @Nullable String abandon;

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        String path = "/api/v1/bundles/" + bundle + "/candidate";
        if (promote && abandon != null) {
            throw new Refusal(
                    Exit.USAGE, reading.say(Text.of("--promote 与 --abandon 只能选一个", "Either --promote or --abandon")));
        }
        Progress progress = new Progress(server, reading, bundle);
        if (promote) {
            Server.Request request = Server.Request.empty(path + "/promote");
            return receipt(progress.during(() -> server.post(request, reading, "engineer")));
        }
        if (abandon != null) {
            String reason = URLEncoder.encode(abandon, StandardCharsets.UTF_8);
            return receipt(progress.during(() -> server.delete(path + "?reason=" + reason, reading, "engineer")));
        }
        Server.Answer answer = Server.expect(server.get(path, reading, "engineer"), reading);
        reading.data(answer.body(), reading.say(describe(answer.map())));
        return Exit.OK;
    }

    private Integer receipt(Server.Answer answer) {
        new ReceiptText(reading).show(Server.expect(answer, reading));
        return Exit.OK;
    }

    private Text describe(Map<?, ?> candidate) {
        Map<?, ?> stand = candidate.get("stand") instanceof Map<?, ?> how ? how : Map.of();
        String version = bundle + " " + candidate.get("version");
        if (candidate.get("comparison") instanceof Map<?, ?> found) {
            return ShadowText.of(version, found);
        }
        return Text.of(
                "灰度版本 %s：承接 %s%% 的调用，自 %s",
                "Canary %s: answers %s%% of the calls since %s",
                version,
                String.valueOf(stand.get("share")),
                Reading.time(candidate.get("since")));
    }
}
