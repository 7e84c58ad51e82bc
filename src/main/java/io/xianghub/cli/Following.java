package io.xianghub.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a list of the hub's that grows at its end, and waits there for more. */
record Following(Server server, Reading reading, String path) {

    private static final int PATIENCE = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    static Following of(Server server, Reading reading, String path) {
        return new Following(server, reading, path);
    }

    /** Shows what there is and, when asked to go on, whatever comes, until the command is ended. */
    void each(boolean goOn, Consumer<Map<?, ?>> show) {
        String next = show(path, show);
        while (goOn && !Thread.currentThread().isInterrupted()) {
            next = show(path + "?wait=" + PATIENCE + "&after=" + next, show);
        }
    }

    private String show(String address, Consumer<Map<?, ?>> show) {
        Server.Answer answer = Server.expect(server.get(address, reading, "engineer"), reading);
        answer.list("items").forEach(item -> {
            if (item instanceof Map<?, ?> each) {
                show.accept(each);
            }
        });
        return answer.text("next");
    }

    /** A time of the hub's as the reader's clock shows it. */
    static String time(@Nullable Object instant) {
        try {
            return TIME.format(Instant.parse(String.valueOf(instant)));
        } catch (DateTimeParseException none) {
            return "-";
        }
    }
}
