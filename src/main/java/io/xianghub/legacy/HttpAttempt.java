package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One call over HTTP, turned into an answer or a problem. What never connected, or found the department busy, is made again
 * as far as the operation and the binding's limits allow.
 *
 * @param repeats null for operations that do not say they are idempotent
 */
record HttpAttempt(HttpTransport transport, Faults faults, @Nullable Repeats repeats) {

    /** What is sent, made anew for a repetition where it must not be the same: a signature's nonce is good once. */
    @FunctionalInterface
    interface Sending {

        /** @param attempt from 1 */
        HttpTransport.Request request(int attempt);
    }

    HttpTransport.Answer make(Sending sending, Duration within) {
        long begun = System.nanoTime();
        if (repeats != null) {
            repeats.called();
        }
        for (int made = 1; ; made++) {
            try {
                HttpTransport.Answer answer = transport.exchange(sending.request(made), left(within, begun));
                Optional<Repeats.Cause> cause = Repeats.Cause.of(answer.status());
                if (cause.isEmpty() || !again(cause.get(), made, answer.retryAfter(), left(within, begun))) {
                    return answer;
                }
            } catch (IOException failed) {
                if (!HttpTransport.neverConnected(failed)
                        || !again(Repeats.Cause.UNCONNECTED, made, null, left(within, begun))) {
                    throw problem(failed, Duration.ofNanos(System.nanoTime() - begun))
                            .causedBy(failed);
                }
            }
        }
    }

    private boolean again(Repeats.Cause cause, int made, @Nullable Duration retryAfter, Duration left) {
        return repeats != null && repeats.again(cause, made, retryAfter, left);
    }

    /** At least a millisecond: for the client none at all would mean for ever. */
    private static Duration left(Duration within, long begun) {
        Duration left = within.minusNanos(System.nanoTime() - begun);
        return left.toMillis() > 0 ? left : Duration.ofMillis(1);
    }

    private Problem problem(IOException failed, Duration waited) {
        if (failed instanceof HttpTransport.TooLarge large) {
            return faults.unreadable(Text.of(
                    "应答超过绑定的 max-answer：%d 字节",
                    "The answer is larger than the binding's max-answer of %d bytes", large.limit()));
        }
        TlsContext.Failure ofTls = transport.tlsFailure(failed);
        if (ofTls != null) {
            return faults.unreachable(ofTls.words());
        }
        if (HttpTransport.neverConnected(failed)) {
            return faults.unreachable(
                    failed instanceof UnknownHostException
                            ? Text.of("主机名无法解析", "The host name cannot be resolved")
                            : Text.of("无法建立连接", "No connection can be made"));
        }
        if (failed instanceof HttpTransport.TooSlow
                || failed instanceof SocketTimeoutException
                || failed instanceof ConnectionRequestTimeoutException) {
            return faults.timeout(waited);
        }
        return failed instanceof InterruptedIOException
                ? faults.timeout(waited)
                : faults.unreachable(Text.of("连接在应答之前中断", "The connection broke before the answer"));
    }
}
