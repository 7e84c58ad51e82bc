package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

    /** How the version stands beside the active one; none of both takes its place. */
    static final class Beside {

        @Option(names = "--canary", paramLabel = "<percent>", description = "灰度：承接一部分调用 / answers a share of the calls")
        private @Nullable Integer canary;

        @Option(
                names = "--shadow",
                paramLabel = "<percent>",
                description = "影子：只比对、不应答、不产生影响 / compares a share of the calls, answers none, causes nothing")
        private @Nullable Integer shadow;
    }

    @ArgGroup
    private @Nullable Beside beside;

    @Option(
            names = "--expect",
            paramLabel = "<digest>",
            description = "仅当运行的正是这个摘要时部署 / deploys only if this digest answers now")
    private @Nullable String expected;

    @Option(
            names = "--breaking",
            paramLabel = "<reason>",
            description = "为何可以破坏契约，记入回执 / why the contract may be broken; kept in the receipt")
    private @Nullable String breaking;

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        BundleFiles files = folder.read(bundle, reading);
        Map<String, String> headers = expected == null ? Map.of() : Map.of("If-Match", "\"" + expected + "\"");
        Server.Request request =
                new Server.Request("/api/v1/bundles" + query(), "application/zip", files.zip(), headers);
        Server.Answer answer = Server.expect(
                new Progress(server, reading, bundle).during(() -> server.post(request, reading, "engineer")), reading);
        new ReceiptText(reading).show(answer);
        if (beside != null && "unchanged".equals(answer.text("outcome"))) {
            reading.note(Text.of(
                    "没有可并行比较的：这份内容已在应答全部调用。先改动并提高 bundle.yaml 的 version，再以灰度或影子部署",
                    "There is nothing to set beside it: this very content answers all calls. Change it, raise version"
                            + " in bundle.yaml, and deploy that as a canary or shadow"));
        }
        return Exit.OK;
    }

    private String query() {
        List<String> query = new ArrayList<>();
        if (beside != null) {
            query.add(
                    beside.canary != null
                            ? "mode=canary&share=" + beside.canary
                            : "mode=shadow&share=" + beside.shadow);
        }
        if (breaking != null) {
            query.add("breaking=" + URLEncoder.encode(breaking, StandardCharsets.UTF_8));
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }
}
