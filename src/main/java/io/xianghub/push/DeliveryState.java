package io.xianghub.push;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a message stands on one channel. */
public enum DeliveryState {
    /** In the outbox or in the queue. */
    READY,
    /** Somebody is delivering it now. */
    CLAIMED,
    /** The channel certainly did not take it; it is tried again. */
    RETRY,
    /** The channel may have taken it; it is asked before anything is sent again. */
    UNKNOWN,
    /** The channel took it. */
    HANDED,
    /** The receiver can see it. */
    DELIVERED,
    /** The channel refused it for good. */
    FAILED,
    /** It was no longer of use when its turn came. */
    EXPIRED,
    /** It cannot go this way, such as a text message without a number. */
    SUPPRESSED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
