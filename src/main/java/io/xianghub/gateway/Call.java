package io.xianghub.gateway;

import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Remarks;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A standard call on its way through the stages: each stage reads what those before it found, and adds its own. */
final class Call {

    private final HttpServletRequest request;
    private final ExchangeId exchange;
    private final Instant received;
    private final Remarks remarks = new Remarks();

    /** {@code path}, {@code query}, {@code header} and {@code body} as the route will see them. */
    private final Map<String, @Nullable Object> input = new LinkedHashMap<>();

    private @Nullable BundleName bundle;
    private @Nullable Operation operation;
    private Map<String, String> pathParameters = Map.of();
    private @Nullable Actor actor;
    private Services.@Nullable Reply reply;

    Call(HttpServletRequest request, ExchangeId exchange, Instant received) {
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

    Map<String, @Nullable Object> input() {
        return input;
    }

    void found(BundleName name, Operation found, Map<String, String> parameters) {
        bundle = name;
        operation = found;
        pathParameters = parameters;
    }

    void identified(Actor sender) {
        actor = sender;
    }

    void answered(Services.Reply answer) {
        reply = answer;
    }

    Operation operation() {
        return Objects.requireNonNull(operation, "Locating comes first");
    }

    Map<String, String> pathParameters() {
        return pathParameters;
    }

    Actor actor() {
        return Objects.requireNonNull(actor, "Identifying comes first");
    }

    Services.Reply reply() {
        return Objects.requireNonNull(reply, "Invoking comes first");
    }

    void addressed(BundleName name) {
        bundle = name;
    }

    @Nullable BundleName bundleIfKnown() {
        return bundle;
    }

    @Nullable Operation operationIfKnown() {
        return operation;
    }

    @Nullable Actor actorIfKnown() {
        return actor;
    }

    Services.@Nullable Active versionIfKnown() {
        if (reply != null) {
            return reply.version();
        }
        return operation == null ? null : operation.version();
    }
}
