package io.xianghub.bundle.active;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.bundle.camel.Retired;
import io.xianghub.bundle.camel.RunningBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version that stands beside the active one.
 *
 * @param stand how it takes part in live calls
 * @param shadow what it found; null unless it is a shadow
 */
public record Candidate(RunningBundle running, Stand stand, Instant since, @Nullable Shadow shadow) {

    /** How a candidate takes part. */
    public enum Mode {
        /** It answers its share of the calls. */
        CANARY,
        /** It sees its share of the calls after they were answered, and nothing of what it does leaves the hub. */
        SHADOW;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Mode> of(String word) {
            return Arrays.stream(values())
                    .filter(mode -> mode.word().equals(word))
                    .findAny();
        }
    }

    /** @param share percent of the live calls, 1 to 100 */
    public record Stand(Mode mode, int share) {

        public Stand {
            if (share < 1 || share > 100) {
                throw new IllegalArgumentException("A share is 1 to 100 percent, not " + share);
            }
        }

        /** The same caller is always on the same side, so that nobody sees two versions take turns. */
        boolean takes(String caller) {
            int spread = caller.hashCode() * 0x9E3779B9;
            return Math.floorMod(spread ^ spread >>> 15, 100) < share;
        }
    }

    public static Candidate of(RunningBundle running, Stand stand, Instant since, Shadows shadows) {
        Shadow shadow = stand.mode() == Mode.SHADOW ? shadows.start(running, stand.share()) : null;
        return new Candidate(running, stand, since, shadow);
    }

    boolean answers(String caller) {
        return stand.mode() == Mode.CANARY && stand.takes(caller);
    }

    /** It compares nothing any more; the version itself goes on or is retired. */
    public void stopComparing() {
        if (shadow != null) {
            shadow.close();
        }
    }

    public Retired retire(Duration patience) {
        stopComparing();
        return running.retire(patience);
    }
}
