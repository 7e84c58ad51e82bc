package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One frame that is sent, turned into the document of the answer or a problem. Where no connection came about it is sent
 * again, as far as the operation and the binding's limits allow.
 *
 * @param repeats null for operations that do not say they are idempotent
 */
record FrameAttempt(FrameTransport transport, Faults faults, @Nullable Repeats repeats) {

    byte[] make(FrameCodec.Frame frame, Duration within) {
        long begun = System.nanoTime();
        if (repeats != null) {
            repeats.called();
        }
        for (int made = 1; ; made++) {
            try {
                return transport.exchange(frame, left(within, begun));
            } catch (IOException failed) {
                boolean again = failed instanceof FrameTransport.NotConnected
                        && repeats != null
                        && repeats.again(Repeats.Cause.UNCONNECTED, made, null, left(within, begun));
                if (!again) {
                    throw problem(failed, within).causedBy(failed);
                }
            }
        }
    }

    private static Duration left(Duration within, long begun) {
        Duration left = within.minusNanos(System.nanoTime() - begun);
        return left.toMillis() > 0 ? left : Duration.ofMillis(1);
    }

    private Problem problem(IOException failed, Duration within) {
        if (failed instanceof FrameCodec.Broken broken) {
            return faults.unreadable(broken.text());
        }
        if (failed instanceof FrameTransport.TooSlow) {
            return faults.timeout(within);
        }
        if (failed instanceof FrameTransport.NotConnected) {
            return faults.unreachable(Text.of("无法建立连接", "No connection can be made"));
        }
        return faults.unreachable(
                failed instanceof FrameTransport.Silent
                        ? Text.of("对方收下请求后未作应答即断开", "The other end took the request and closed without an answer")
                        : Text.of("连接在应答之前中断", "The connection broke before the answer"));
    }
}
