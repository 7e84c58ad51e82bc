package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub status}: which bundle versions answer. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {"正在运行的路由包", "The bundles that run"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Override
    public Integer call() {
        Server.Answer answer = Server.expect(server.get("/api/v1/bundles", reading, "engineer"), reading);
        if (reading.json()) {
            reading.data(answer.body(), "");
            return Exit.OK;
        }
        if (answer.list("items").isEmpty()) {
            reading.note(Text.of("没有运行中的路由包", "No bundle runs"));
        }
        answer.list("items").forEach(item -> {
            if (item instanceof Map<?, ?> running) {
                reading.out()
                        .println("%-22s %-8s %s  %s"
                                .formatted(
                                        running.get("bundle"),
                                        running.get("version"),
                                        String.valueOf(running.get("digest")).substring(0, 8),
                                        title(running.get("title"))));
            }
        });
        return Exit.OK;
    }

    private Object title(@Nullable Object title) {
        if (title instanceof Map<?, ?> words) {
            return reading.say(new Text(String.valueOf(words.get("zh")), String.valueOf(words.get("en"))));
        }
        return "";
    }
}
