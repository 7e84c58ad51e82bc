package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * One call over HTTP, turned into an answer or a problem. Only what never connected is tried again, once, and only for
 * operations that say they are idempotent.
 */
record HttpAttempt(HttpTransport transport, Faults faults, boolean idempotent) {

    HttpTransport.Answer make(HttpTransport.Request request, Duration within) {
        long begun = System.nanoTime();
        try {
            return transport.exchange(request, within);
        } catch (IOException failed) {
            Duration left = within.minusNanos(System.nanoTime() - begun);
            boolean again = idempotent && HttpTransport.neverConnected(failed) && left.toMillis() > 0;
            return again ? again(request, left, begun) : fail(failed, begun);
        }
    }

    private HttpTransport.Answer again(HttpTransport.Request request, Duration left, long begun) {
        try {
            return transport.exchange(request, left);
        } catch (IOException failed) {
            return fail(failed, begun);
        }
    }

    private HttpTransport.Answer fail(IOException failed, long begun) {
        throw problem(failed, Duration.ofNanos(System.nanoTime() - begun)).causedBy(failed);
    }

    private Problem problem(IOException failed, Duration waited) {
        if (failed instanceof HttpTransport.TooLarge) {
            return faults.unreadable(Text.of("应答超过大小上限", "The answer is larger than the binding's max-answer"));
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
        if (failed instanceof SSLException) {
            return faults.unreachable(Text.of("TLS 握手失败", "The TLS handshake failed"));
        }
        return failed instanceof InterruptedIOException
                ? faults.timeout(waited)
                : faults.unreachable(Text.of("连接在应答之前中断", "The connection broke before the answer"));
    }
}
