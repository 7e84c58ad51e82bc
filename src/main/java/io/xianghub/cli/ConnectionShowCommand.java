package io.xianghub.cli;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub connection show}: where a connection leads and by which limits; never a secret. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {"查看一个连接的绑定；凭据只说有无", "Shows where a connection leads; of secrets only that they are there"})
final class ConnectionShowCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Mixin
    private final ConnectionPath connection = new ConnectionPath();

    @Override
    public Integer call() {
        Server.Answer answer = Server.expect(server.get(connection.path(reading), reading, "engineer"), reading);
        reading.data(answer.body(), reading.json() ? "" : String.join("\n", lines(answer.map())));
        return Exit.OK;
    }

    private List<String> lines(Map<?, ?> view) {
        String head = "%s/%s  %s".formatted(view.get("bundle"), view.get("connection"), view.get("style"));
        if (view.get("address") == null) {
            return List.of(
                    head,
                    reading.say(Text.of(
                            "未绑定地址；由部门设置：PUT /api/v1/connections/%s/%s",
                            "No address yet; its department sets one: PUT /api/v1/connections/%s/%s",
                            String.valueOf(view.get("bundle")),
                            String.valueOf(view.get("connection")))));
        }
        boolean own = "department".equals(view.get("source"));
        return List.of(
                head,
                reading.say(Text.of(
                        "地址：%s（%s）",
                        "Address: %s (%s)",
                        view.get("address"),
                        reading.say(own ? Text.of("部门设置", "set by the department") : Text.of("枢纽配置", "of the hub")))),
                reading.say(Text.of("凭据：%s", "Secrets: %s", secrets(view))),
                reading.say(Text.of("设置：%s", "Settings: %s", settings(view.get("settings")))));
    }

    private String secrets(Map<?, ?> view) {
        String named =
                Server.list(view, "secrets").stream().map(String::valueOf).collect(Collectors.joining(", "));
        String main = Boolean.TRUE.equals(view.get("secret")) ? "secret" : "";
        String all = main + (main.isEmpty() || named.isEmpty() ? "" : ", ") + named;
        return all.isEmpty() ? reading.say(Text.of("无", "none")) : all;
    }

    private static String settings(@Nullable Object settings) {
        return settings == null ? "-" : Json.write(settings);
    }
}
