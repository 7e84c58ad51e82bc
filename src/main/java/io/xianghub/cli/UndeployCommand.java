package io.xianghub.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub undeploy}: takes a bundle off the running hub, unless somebody depends on it. */
@Command(
        name = "undeploy",
        mixinStandardHelpOptions = true,
        description = {
            "卸载路由包；仍有依赖者时会列出并拒绝",
            "Takes a bundle off the hub; names who depends on it and refuses while somebody does"
        })
final class UndeployCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Option(names = "--major", description = "主版本，缺省为最高者 / major version, the highest by default")
    private @Nullable Integer major;

    @Option(
            names = "--reason",
            paramLabel = "<reason>",
            description = "尽管仍被使用也卸载的理由 / why it goes although it is in use")
    private @Nullable String reason;

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        List<String> query = new ArrayList<>();
        if (major != null) {
            query.add("major=" + major);
        }
        if (reason != null) {
            query.add("reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8));
        }
        String path = "/api/v1/bundles/" + bundle + (query.isEmpty() ? "" : "?" + String.join("&", query));
        Server.Answer answer =
                new Progress(server, reading, bundle).during(() -> server.delete(path, reading, "engineer"));
        UserText users = new UserText(reading);
        PlanCommand.maps(answer.list("dependents")).forEach(user -> reading.note(users.line(user)));
        new ReceiptText(reading).show(Server.expect(answer, reading));
        return Exit.OK;
    }
}
