package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestWrapper;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Body;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.xianghub.legacy.SeenSeals;
import io.xianghub.shared.signing.Credentials;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A department's end of a cipher envelope: stubs see what the hub's envelope held and answer in the open, and what they
 * answer leaves enciphered and signed.
 */
final class CipherEnd implements StubRequestFilterV2, ResponseTransformerV2 {

    /** What was wrong with an envelope, for the stub that refuses it. */
    static final String FLAW = "x-cipher-flaw";

    private static final String NAME = "cipher";
    private static final Duration LONG_AGO = Duration.ofHours(1);

    private final CipherKeys keys;
    private final Clock clock;
    private final SeenSeals seen = new SeenSeals();
    private final Map<UUID, byte[]> earlier = new ConcurrentHashMap<>();

    /** What a stub may have wrong with its answer's envelope, by {@code transformerParameters: {"cipher": …}}. */
    private enum Trap {
        NONE,
        OPEN,
        ALTERED,
        STRANGER,
        WRONG_KEY,
        REPLAYED,
        STALE
    }

    CipherEnd(CipherKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        try {
            byte[] plain = keys.envelope().open(Json.parse(request.getBody()), keys, clock.instant(), seen);
            return RequestFilterAction.continueWith(RequestWrapper.create()
                    .removeHeader(FLAW)
                    .transformBody(enciphered -> new Body(plain))
                    .wrap(request));
        } catch (Malformed flaw) {
            return RequestFilterAction.continueWith(
                    RequestWrapper.create().addHeader(FLAW, flaw.text().en()).wrap(request));
        }
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        Trap trap = trap(event);
        if (trap == Trap.OPEN) {
            return response;
        }
        try {
            byte[] body = trap == Trap.REPLAYED
                    ? earlier.computeIfAbsent(event.getStubMapping().getId(), first -> closedOrNothing(response))
                    : closed(response.getBody(), trap);
            return Response.Builder.like(response).but().body(body).build();
        } catch (Malformed unfit) {
            throw new IllegalStateException("cipher: " + unfit.getMessage(), unfit);
        }
    }

    private static Trap trap(ServeEvent event) {
        Object trap = event.getTransformerParameters().get(NAME);
        return trap == null
                ? Trap.NONE
                : Trap.valueOf(trap.toString().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private byte[] closedOrNothing(Response response) {
        try {
            return closed(response.getBody(), Trap.NONE);
        } catch (Malformed unfit) {
            throw new IllegalStateException("cipher: " + unfit.getMessage(), unfit);
        }
    }

    private byte[] closed(byte[] plain, Trap trap) throws Malformed {
        Instant now = trap == Trap.STALE ? clock.instant().minus(LONG_AGO) : clock.instant();
        byte[] closed = keys.envelope().close(plain, now, credentials(trap));
        if (trap != Trap.ALTERED) {
            return closed;
        }
        return new String(closed, StandardCharsets.UTF_8)
                .replace("\"version\":\"1.0.0\"", "\"version\":\"1.0.1\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Credentials credentials(Trap trap) {
        return switch (trap) {
            case STRANGER -> new Other(keys, "sm2", "3".repeat(64));
            case WRONG_KEY -> new Other(keys, "sm4", "0f".repeat(16));
            default -> keys;
        };
    }

    /** The same but for one secret. */
    private record Other(Credentials rest, String name, String value) implements Credentials {

        @Override
        public String secret(String asked) {
            return asked.equals(name) ? value : rest.secret(asked);
        }

        @Override
        public String property(String asked) {
            return rest.property(asked);
        }
    }
}
