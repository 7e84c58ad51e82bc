package io.xianghub.gateway;

import io.xianghub.bundle.Facade;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Remarks;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A legacy-shaped call and what became known of it. */
final class FacadeCall {

    private final HttpServletRequest request;
    private final ExchangeId exchange;
    private final Instant received;
    private final Remarks remarks = new Remarks();
    private @Nullable BundleName bundle;
    private @Nullable Facade facade;
    private @Nullable Actor actor;
    private Services.@Nullable Active answering;

    FacadeCall(HttpServletRequest request, ExchangeId exchange, Instant received) {
        this.request = request;
        this.exchange = exchange;
        this.received = received;
    }

    HttpServletRequest request() {
        return request;
    }

    ExchangeId exchange() {
        return exchange;
    }

    Instant received() {
        return received;
    }

    Remarks remarks() {
        return remarks;
    }

    void addressed(BundleName name) {
        bundle = name;
    }

    void found(Facade entrance) {
        facade = entrance;
    }

    void signedBy(Actor client) {
        actor = client;
    }

    void answeredBy(Services.Active version) {
        answering = version;
    }

    Services.Active answeredBy() {
        return Objects.requireNonNull(answering, "The route answers first");
    }

    Facade facade() {
        return Objects.requireNonNull(facade, "The facade is found first");
    }

    @Nullable BundleName bundleIfKnown() {
        return bundle;
    }

    @Nullable Facade facadeIfKnown() {
        return facade;
    }

    /** The version that answered; before the answer, the one that the façade was found in. */
    Services.@Nullable Active versionIfKnown() {
        if (answering != null) {
            return answering;
        }
        return facade == null ? null : facade.version();
    }

    @Nullable Actor actorIfKnown() {
        return actor;
    }
}
