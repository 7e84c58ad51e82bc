package io.xianghub.gateway;

import io.xianghub.bundle.Services;
import io.xianghub.shared.CallContext;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The route of the active version answers. */
final class Invoking implements Stage {

    // W3C Trace Context, version 00
    private static final Pattern TRACE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final Services services;

    Invoking(Services services) {
        this.services = services;
    }

    @Override
    public void pass(Call call) {
        CallContext context = new CallContext(
                call.exchange(),
                call.actor(),
                call.received().plusMillis(call.operation().timeoutMillis()),
                call.remarks());
        call.answered(services.invoke(
                call.operation(), call.input(), scope(call.request().getHeader("traceparent")), context));
    }

    /** The caller's trace, which a route reaches as {@code $traceparent}; one that is malformed starts no trace. */
    static Map<String, String> scope(@Nullable String traceparent) {
        return traceparent != null && TRACE.matcher(traceparent).matches()
                ? Map.of("traceparent", traceparent)
                : Map.of();
    }
}
