package io.xianghub.legacy;

import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Frames that the department sends by itself, each of which waits for a reply. */
public non-sealed interface FrameSource extends Source {

    /** Until when the route must have ended, from a frame's arrival. */
    Duration within();

    /** Takes frames from now on, or as soon as the binding says where. */
    Listening listen(Desk desk);

    /** Ends when it is closed: what is in hand is finished first. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What a caller sent.
     *
     * @param document empty when there was no frame
     * @param from the caller's address
     * @param wrong why it cannot be handed to a route; null when it can
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
    record Arrival(byte[] document, String from, @Nullable Problem wrong) {}

    /** Who handles what arrives, and hears how the listening goes. */
    interface Desk {

        /**
         * @return bytes as they are to be sent, or the tree that the source's reply is made of
         * @throws Problem what the caller is refused by; that of the arrival, if it has one
         */
        @Nullable Object answer(Arrival arrival);

        /** Nothing can be taken for now, and why. */
        void troubled(Problem trouble);

        /** Frames are taken again. */
        void listens();
    }
}
