package io.xianghub.bundle.observation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a bundle, told to its engineers; it names things and places, never a value.
 *
 * @param version the version that it happened to, with the first 8 characters of its digest; null when it concerns none
 * @param exchange id of the exchange in which it happened; null when in none
 * @param step where in a route: {@code <file>:<line> <step> [<route>]}; null when in none
 */
public record BundleEvent(
        Instant at,
        Kind kind,
        @Nullable String version,
        Text message,
        @Nullable String exchange,
        @Nullable String step) {

    /** How much it asks of whoever reads it. */
    public enum Level {
        INFO,
        WARN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What kind of thing happened. */
    public enum Kind {
        DEPLOYED(Level.INFO),
        ROLLED_BACK(Level.INFO),
        CANDIDATE(Level.INFO),
        REFUSED(Level.WARN),
        FAILED(Level.WARN),
        UNDEPLOYED(Level.INFO),
        STEP(Level.INFO),
        PROBLEM(Level.WARN),
        UNMAPPED(Level.WARN),
        POLLING_TROUBLED(Level.WARN),
        POLLING_RECOVERED(Level.INFO),
        POLLING_BEHIND(Level.WARN),
        POLLING_GAP(Level.WARN),
        ROW_SET_ASIDE(Level.WARN),
        FILE_CHANGED(Level.WARN),
        BREAKER_OPENED(Level.WARN),
        BREAKER_CLOSED(Level.INFO);

        private final Level level;

        Kind(Level level) {
            this.level = level;
        }

        public Level level() {
            return level;
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Level level() {
        return kind.level();
    }
}
