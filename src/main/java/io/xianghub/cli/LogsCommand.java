package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hub logs}: what lately happened in a bundle, and with {@code -f} what happens next. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "路由包最近发生的事：部署、问题、轮询、熔断",
            "What lately happened in a bundle: deployments, problems, polling, breakers"
        })
final class LogsCommand extends FollowingCommand {

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        follow("/api/v1/bundles/" + bundle + "/log");
        return Exit.OK;
    }

    private static String lower(Object word) {
        return String.valueOf(word).toLowerCase(Locale.ROOT);
    }

    @Override
    void tell(Map<?, ?> event) {
        String version = event.get("version") == null ? "" : " " + event.get("version");
        String exchange = event.get("exchange") == null
                ? ""
                : reading.say(Text.of("，流水 %s", ", exchange %s", String.valueOf(event.get("exchange"))));
        String step = event.get("step") == null ? "" : " @ " + event.get("step");
        reading.out()
                .println("%s %-4s %s%s %s%s%s"
                        .formatted(
                                Reading.time(event.get("at")),
                                event.get("level") == null ? "" : reading.word(lower(event.get("level"))),
                                reading.word(event.get("kind")),
                                version,
                                reading.say(Reading.text(event.get("message"))),
                                exchange,
                                step));
    }
}
