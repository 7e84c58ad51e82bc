package io.xianghub.push;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A way on which a message reaches its receiver. */
public enum Channel {
    INBOX,
    SMS;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Channel of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The durable queue of its conveyor. */
    String queue() {
        return "push.p1." + word();
    }
}
