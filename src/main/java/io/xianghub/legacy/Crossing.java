package io.xianghub.legacy;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to a department's system: what is sent, and how it is sent when it is not played.
 *
 * @param binding null while there is none; what is played needs none
 * @param heard the kind of answer that this style understands
 */
record Crossing<T extends Transport, H extends Wire.Heard>(
        Style style,
        @Nullable Binding binding,
        Faults faults,
        Wire.Sent sent,
        Class<H> heard,
        Function<Binding, T> builder,
        BiFunction<T, Duration, H> attempt) {

    /** The recorded answer as this style reads it; a problem ends the call as it ended then. */
    H recorded(Wire.Heard answer) {
        if (answer instanceof Wire.Heard.Ended ended) {
            throw ended.problem();
        }
        if (!heard.isInstance(answer)) {
            throw faults.notRecorded(answer.getClass().getSimpleName());
        }
        return heard.cast(answer);
    }
}
