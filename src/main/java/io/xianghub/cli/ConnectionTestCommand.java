package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub connection test}: goes the way to a department's system and says which step fails, and what to do. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "逐步测试一个连接，说明哪一步失败、怎么办",
            "Tests a connection step by step, and says which step fails and what to do"
        })
final class ConnectionTestCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Mixin
    private final ConnectionPath connection = new ConnectionPath();

    @Override
    public Integer call() {
        Server.Answer answer = Server.expect(
                server.post(Server.Request.empty(connection.path(reading) + "/test"), reading, "engineer"), reading);
        boolean ok = Boolean.TRUE.equals(answer.map().get("ok"));
        if (reading.json()) {
            reading.data(answer.body(), "");
        } else {
            answer.list("steps").forEach(step -> {
                if (step instanceof Map<?, ?> one) {
                    line(one);
                }
            });
        }
        return ok ? Exit.OK : Exit.FAILED;
    }

    private void line(Map<?, ?> step) {
        boolean ok = Boolean.TRUE.equals(step.get("ok"));
        String word = reading.say(ok ? Text.of("通过", "ok") : Text.of("失败", "FAILED"));
        reading.out()
                .println("%-12s %-6s %s"
                        .formatted(step.get("step"), word, reading.say(Reading.text(step.get("message")))));
    }
}
