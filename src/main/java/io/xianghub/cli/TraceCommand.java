package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hub trace}: which steps an exchange took, or the last exchanges of a bundle; shapes and times, never a value. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {"一条流水走过的步骤，或路由包最近的流水", "The steps that an exchange took, or a bundle's last exchanges"})
final class TraceCommand extends FollowingCommand {

    @Parameters(paramLabel = "<exchange|bundle>")
    private String what = "";

    @Override
    public Integer call() {
        if (ExplainCommand.isExchange(what)) {
            Server.Answer row = ExplainCommand.row(server, reading, what);
            show(get("/api/v1/bundles/" + row.map().get("bundle") + "/traces/" + what)
                    .map());
        } else {
            follow("/api/v1/bundles/" + what + "/traces");
        }
        return Exit.OK;
    }

    @Override
    void tell(Map<?, ?> trace) {
        String ending = trace.get("problem") == null
                ? reading.say(Text.of("成功", "went well"))
                : String.valueOf(trace.get("problem"));
        reading.out()
                .println("%s %s %s %s %s ms %s"
                        .formatted(
                                Reading.time(trace.get("at")),
                                trace.get("exchange"),
                                trace.get("version"),
                                trace.get("input"),
                                millis(trace.get("micros")),
                                ending));
        Server.list(trace, "steps").forEach(item -> {
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
    }

    private static String millis(@Nullable Object micros) {
        return micros instanceof Number number ? "%.3f".formatted(number.longValue() / 1_000.0) : "-";
    }
}
