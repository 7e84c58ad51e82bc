package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hub connection list}: every connection that one may look at, with its address and breaker. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"列出连接：地址与熔断器", "Lists connections with address and breaker"})
final class ConnectionListCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Parameters(arity = "0..1", paramLabel = "<bundle>", description = "只列此路由包的 / of this bundle only")
    private @Nullable String bundle;

    @Override
    public Integer call() {
        Server.Answer answer = Server.expect(server.get("/api/v1/connections", reading, "engineer"), reading);
        if (reading.json()) {
            reading.data(answer.body(), "");
            return Exit.OK;
        }
        long shown = answer.list("items").stream()
                .filter(item -> item instanceof Map<?, ?> one && (bundle == null || bundle.equals(one.get("bundle"))))
                .peek(item -> reading.out().println(line((Map<?, ?>) item)))
                .count();
        if (shown == 0) {
            reading.note(Text.of("没有连接", "There are no connections"));
        }
        return Exit.OK;
    }

    private String line(Map<?, ?> item) {
        Object address = item.get("address");
        Object breaker = item.get("breaker");
        return "%s/%s  %s  %s  %s"
                .formatted(
                        item.get("bundle"),
                        item.get("connection"),
                        item.get("style"),
                        address == null ? reading.say(Text.of("未绑定地址", "no address yet")) : address,
                        reading.say(breaker(breaker == null ? "" : breaker.toString())));
    }

    private static Text breaker(String state) {
        return switch (state) {
            case "closed" -> Text.of("熔断器闭合", "breaker closed");
            case "half-open" -> Text.of("熔断器半开", "breaker half open");
            case "open" -> Text.of("熔断器打开，暂不调用", "breaker open: not called for a while");
            default -> Text.of("未运行", "not running");
        };
    }
}
