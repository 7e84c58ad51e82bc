package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What became of a row that was submitted, as a person reads it. */
final class PushText {

    private final Reading reading;

    PushText(Reading reading) {
        this.reading = reading;
    }

    List<String> lines(Map<?, ?> posted) {
        List<Map<?, ?>> messages = PlanCommand.maps(Server.list(posted, "messages"));
        List<String> lines = new ArrayList<>();
        messages.forEach(message -> lines.add(reading.say(sentence(message))));
        if (messages.isEmpty()) {
            lines.add(reading.say(Text.of("这一行不产生消息", "The row makes no message")));
        }
        String exchange = String.valueOf(posted.get("exchange"));
        lines.add("  "
                + reading.say(Text.of("流水 %s；查看：hub explain %1$s", "exchange %s; see hub explain %1$s", exchange)));
        return lines;
    }

    private static Text sentence(Map<?, ?> message) {
        String id = String.valueOf(message.get("id"));
        return switch (String.valueOf(message.get("outcome"))) {
            case "accepted" ->
                Text.of(
                        "已受理，消息 %s 已入队；送达情况：GET /api/v1/messages/%1$s",
                        "Accepted: the message %s is queued; how it is delivered: GET /api/v1/messages/%1$s", id);
            case "repeated" ->
                Text.of("此事项已报过，仍是消息 %s，不会再发", "It came before: it is the message %s, and goes out no second time", id);
            case "filtered" -> Text.of("此类业务不发消息，已过滤", "Filtered: such a row makes no message");
            default -> Text.of("%s：消息 %s", "%s: the message %s", String.valueOf(message.get("outcome")), id);
        };
    }
}
