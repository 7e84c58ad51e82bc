package io.xianghub.legacy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A pool of HTTP connections to one department's system; follows no redirect, keeps no cookie, repeats nothing by itself. */
final class HttpTransport implements Transport {

    private final CloseableHttpClient client;
    private final Binding binding;
    private final Watchdog watchdog;
    private final Tokens tokens = new Tokens();
    private final SeenSeals seals = new SeenSeals();
    private final @Nullable TlsContext tls;

    @SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
    record Request(String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Told told) {}

    /**
     * What a wire may know of a request: neither host nor headers, where the secret is, nor what signs it.
     *
     * @param target method, path and query
     * @param tree the tree of the body where its bytes are not told
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
    record Told(String target, byte @Nullable [] body, @Nullable Object tree) {

        static final Told NOTHING = new Told("", null, null);

        Wire.Sent sent(String connection, String operation, Charset charset, Moment moment) {
            return new Wire.Sent(connection, operation, target, body, tree, charset, moment);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
    record Answer(int status, String contentType, @Nullable Duration retryAfter, byte[] body) {

        Answer with(byte[] other) {
            return new Answer(status, contentType, retryAfter, other);
        }

        static Answer of(Wire.Heard.Bytes heard) {
            return new Answer(heard.status(), heard.contentType(), null, heard.body());
        }

        Wire.Heard.Bytes heard() {
            return new Wire.Heard.Bytes(status, contentType, body);
        }
    }

    /** The department's system went on talking beyond what the binding allows. */
    static final class TooLarge extends IOException {
        private final long limit;

        TooLarge(long limit) {
            super("larger than " + limit + " bytes");
            this.limit = limit;
        }

        long limit() {
            return limit;
        }
    }

    /** No answer before the deadline. */
    static final class TooSlow extends IOException {}

    /** @throws UnfitTls when the binding's certificates or key cannot be used */
    HttpTransport(Binding binding, Watchdog watchdog) {
        this.binding = binding;
        this.watchdog = watchdog;
        tls = binding.address().startsWith("https:") ? TlsContext.of(binding.tls()) : null;
        // A redirect would carry credentials to another host (CVE-2026-85251 in camel-http): none is followed.
        client = HttpClients.custom()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(tls == null ? null : tls.strategy())
                        .setMaxConnTotal(binding.limits().concurrency())
                        .setMaxConnPerRoute(binding.limits().concurrency())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(binding.connectTimeout()))
                                .setSocketTimeout(Timeout.of(binding.timeout()))
                                .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                                .setTimeToLive(TimeValue.ofMinutes(1))
                                .build())
                        .build())
                .build();
    }

    Answer exchange(Request request, Duration within) throws IOException {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .setConnectionRequestTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .build());
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        // The response timeout starts anew with every byte; the watchdog does not.
        try (Watchdog.Watch watch = watchdog.in(within, message::cancel)) {
            try {
                return client.execute(message, response -> read(response, message));
            } catch (IOException failed) {
                if (watch.fired()) {
                    TooSlow slow = new TooSlow();
                    slow.initCause(failed);
                    throw slow;
                }
                throw failed;
            }
        }
    }

    private Answer read(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
        Header type = response.getFirstHeader("Content-Type");
        try {
            return new Answer(
                    response.getCode(),
                    type == null ? "" : type.getValue(),
                    retryAfter(response),
                    body(response.getEntity()));
        } catch (TooLarge endless) {
            // The client would read the rest to have the connection again: another one is cheaper.
            request.cancel();
            throw endless;
        }
    }

    /** Seconds, or a date, which the department's own clock tells the distance of. */
    private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        String text = header == null ? "" : header.getValue().strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Header date = response.getFirstHeader("Date");
        Instant until = DateUtils.parseStandardDate(text);
        Instant now = date == null ? null : DateUtils.parseStandardDate(date.getValue());
        return until == null || now == null || until.isBefore(now) ? null : Duration.between(now, until);
    }

    private byte[] body(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        long limit = binding.limits().maxAnswer();
        if (entity.getContentLength() > limit) {
            throw new TooLarge(limit);
        }
        byte[] bytes = entity.getContent().readNBytes((int) limit + 1);
        if (bytes.length > limit) {
            throw new TooLarge(limit);
        }
        return bytes;
    }

    /** What of TLS made a call fail, and what to do; null when it was something else. */
    TlsContext.@Nullable Failure tlsFailure(IOException failed) {
        return tls == null ? null : tls.failure(failed);
    }

    Retries retries() {
        return binding.limits().retries();
    }

    /** The token that calls over this line bear, whichever version of the bundle makes them. */
    Tokens tokens() {
        return tokens;
    }

    /** What this department has signed lately. */
    SeenSeals seals() {
        return seals;
    }

    /** Whether nothing of the request can have reached the department. */
    static boolean neverConnected(IOException failure) {
        return failure instanceof ConnectTimeoutException
                || failure instanceof HttpHostConnectException
                || failure instanceof java.net.ConnectException
                || failure instanceof java.net.UnknownHostException
                || failure instanceof java.net.NoRouteToHostException;
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
