package io.xianghub.bundle.border;

import io.xianghub.legacy.Wire;
import io.xianghub.mapping.Witness;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle version must cross to reach anything outside while it handles one input: open, watched by a tape, or
 * closed with a tape in place of the world.
 */
public interface Border {

    /** Everything crosses, nothing is noted. */
    Border LIVE = new Border() {
        @Override
        public Wire wire() {
            return Wire.LIVE;
        }

        @Override
        public @Nullable Object effect(String to, @Nullable Object body, Cause cause) throws Exception {
            return cause.run();
        }
    };

    /** Crosses to the departments' systems. */
    Wire wire();

    /**
     * Crosses to one of the hub's own modules.
     *
     * @param to the endpoint, such as {@code push:submit}
     * @return the body that the route goes on with
     */
    @Nullable Object effect(String to, @Nullable Object body, Cause cause) throws Exception;

    /** Sees what mappings come across behind this border. */
    default Witness witness() {
        return Witness.NONE;
    }

    /** An exchange has entered a route. */
    default void passed(String route) {}

    /** Does it, and answers the body that the route goes on with. */
    @FunctionalInterface
    interface Cause {
        @Nullable Object run() throws Exception;
    }

    /** Everything crosses, and the tape has it afterwards. */
    static Border recording(Tape onto) {
        return new RecordingBorder(onto);
    }

    /** Nothing crosses: departments' answers and effects' answers come from one tape, what was tried goes onto the other. */
    static Border played(Tape from, Tape onto) {
        return new PlayedBorder(new TapeScript(from), onto, new Touches());
    }

    /** Nothing crosses: what would be heard stands in a script. */
    static Border played(Script script, Tape onto, Touches touches) {
        return new PlayedBorder(script, onto, touches);
    }
}
