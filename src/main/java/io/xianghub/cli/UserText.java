package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who uses a bundle, as a person reads it. */
record UserText(Reading reading) {

    /** Who it is, since when and how often it uses what. */
    Text line(Map<?, ?> user) {
        String who = String.valueOf(user.get("client"));
        String inputs = Server.list(user, "inputs").stream()
                .map(input -> "*".equals(input) ? reading.say(Text.of("全部服务", "all services")) : String.valueOf(input))
                .collect(Collectors.joining(", "));
        return Text.of(
                "使用方 %s：%s，%s；%s",
                "%s uses it: %s, %s; %s", who, since(user), calls(user), inputs.isEmpty() ? "-" : inputs);
    }

    String since(Map<?, ?> user) {
        return user.get("since") == null
                ? reading.say(Text.of("未订阅", "not subscribed"))
                : reading.say(Text.of("订阅于 %s", "subscribed %s", day(user.get("since"))));
    }

    String calls(Map<?, ?> user) {
        return user.get("lastCall") == null
                ? reading.say(Text.of("近 30 天未使用", "not used within 30 days"))
                : reading.say(Text.of(
                        "近 30 天 %1$s 次，最近 %2$s",
                        "%3$s within 30 days, last %2$s",
                        String.valueOf(user.get("calls")),
                        day(user.get("lastCall")),
                        Text.count(user.get("calls") instanceof Long calls ? calls : 0, "time", "times")));
    }

    private static String day(@Nullable Object instant) {
        String text = String.valueOf(instant);
        return text.substring(0, Math.min(10, text.length()));
    }
}
