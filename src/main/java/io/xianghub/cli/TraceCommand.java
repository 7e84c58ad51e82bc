package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub trace}: which steps an exchange took, or the last exchanges of a bundle; shapes and times, never a value. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {"一条流水走过的步骤，或路由包最近的流水", "The steps that an exchange took, or a bundle's last exchanges"})
final class TraceCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Option(
            names = {"-f", "--follow"},
            description = "持续输出，Ctrl-C 结束 / go on until Ctrl-C")
    private boolean follow;

    @Parameters(paramLabel = "<exchange|bundle>")
    private String what = "";

    @Override
    public Integer call() {
        if (ExplainCommand.isExchange(what)) {
            Server.Answer row = ExplainCommand.row(server, reading, what);
            String path = "/api/v1/bundles/" + row.map().get("bundle") + "/traces/" + what;
            show(Server.expect(server.get(path, reading, "engineer"), reading).map());
        } else {
            Following.of(server, reading, "/api/v1/bundles/" + what + "/traces").each(follow, this::show);
        }
        return Exit.OK;
    }

    private void show(Map<?, ?> trace) {
        if (reading.json()) {
            reading.data(trace, "");
            return;
        }
        String ending = trace.get("problem") == null
                ? reading.say(Text.of("成功", "went well"))
                : String.valueOf(trace.get("problem"));
        reading.out()
                .println("%s %s %s %s %s ms %s"
                        .formatted(
                                Following.time(trace.get("at")),
                                trace.get("exchange"),
                                trace.get("version"),
                                trace.get("input"),
                                millis(trace.get("micros")),
                                ending));
        List<?> steps = trace.get("steps") instanceof List<?> list ? list : List.of();
        steps.forEach(item -> {
            if (item instanceof Map<?, ?> step) {
                reading.out()
                        .println("  %s %9s ms  %-32s %-14s %s"
                                .formatted(
                                        Boolean.TRUE.equals(step.get("failed")) ? "✗" : "·",
                                        millis(step.get("micros")),
                                        step.get("name"),
                                        step.get("body"),
                                        step.get("place")));
            }
        });
        if (trace.get("more") instanceof Long more && more > 0) {
            reading.out().println("  " + reading.say(Text.of("…… 另有 %d 步", "… %d steps more", more)));
        }
        reading.out().flush();
    }

    private static String millis(@Nullable Object micros) {
        return micros instanceof Number number ? "%.3f".formatted(number.longValue() / 1_000.0) : "-";
    }
}
