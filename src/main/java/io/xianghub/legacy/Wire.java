package io.xianghub.legacy;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a connection and the department's system during one call: the live wire, one that is listened to,
 * or one that answers from a recording. An answer, recorded or not, is read by the calling version's own rules.
 */
public interface Wire {

    /** Whether answers come from a recording and nothing is sent; a binding need not exist then. */
    boolean isPlayed();

    /**
     * What the department answered when this was recorded; asked only when {@link #isPlayed()}.
     *
     * @throws Problem {@code NOT_RECORDED} when the recording has no such call
     */
    Heard replay(Sent sent);

    /** The moment at which the operation was called when this was recorded; asked only when {@link #isPlayed()}. */
    default Optional<Moment> moment(String connection, String operation) {
        return Optional.empty();
    }

    /** Whether a replay reads the hub's own binding, as the recorded call did; asked only when {@link #isPlayed()}. */
    default boolean seesBinding() {
        return false;
    }

    /** Tells what was sent and what came of it, once for every call that was not played. */
    void note(Sent sent, Heard heard);

    /** Passes everything through. */
    Wire LIVE = new Wire() {
        @Override
        public boolean isPlayed() {
            return false;
        }

        @Override
        public Heard replay(Sent sent) {
            throw new IllegalStateException("A live wire has no recording");
        }

        @Override
        public void note(Sent sent, Heard heard) {}
    };

    /**
     * What a version sends; never the secret.
     *
     * @param target for a person to read: {@code POST /fsi/api/1101} without the host, or the operation of a query
     * @param body bytes as sent, or null
     * @param parameters a query's parameters, or the tree of a form or of XML; null where there are bytes
     * @param moment what moving values, such as the time, were filled with; null where there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // compared through tree()
    record Sent(
            String connection,
            String operation,
            String target,
            byte @Nullable [] body,
            @Nullable Object parameters,
            Charset charset,
            @Nullable Moment moment) {

        /** What no moving value goes into. */
        public Sent(
                String connection,
                String operation,
                String target,
                byte @Nullable [] body,
                @Nullable Object parameters,
                Charset charset) {
            this(connection, operation, target, body, parameters, charset, null);
        }

        /** Whether it is a query, which rows answer; anything else is answered by bytes. */
        public boolean isQuery() {
            // what goes over HTTP has a method and a path
            return body == null && parameters != null && target.indexOf(' ') < 0;
        }

        /** Parameters, or the body as JSON where it is, else as text. */
        public @Nullable Object tree() {
            if (body == null) {
                return parameters;
            }
            try {
                return Json.parse(body, charset);
            } catch (Malformed notJson) {
                return new String(body, charset);
            }
        }
    }

    /** What came of a call. */
    sealed interface Heard {

        /** An answer over HTTP, before anything is read from it. */
        @SuppressWarnings("ArrayRecordComponent") // bytes as on the wire, never compared
        record Bytes(int status, String contentType, byte[] body) implements Heard {}

        /** Rows of a query. */
        record Rows(List<Map<String, @Nullable Object>> rows) implements Heard {
            public Rows {
                rows = List.copyOf(rows);
            }
        }

        /** No answer: what the transport, the breaker or the deadline ended in. */
        record Ended(Problem problem) implements Heard {}
    }
}
