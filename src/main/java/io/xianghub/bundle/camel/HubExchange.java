package io.xianghub.bundle.camel;

import io.xianghub.shared.CallContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the hub keeps on a Camel exchange. */
public final class HubExchange {

    /** The {@link CallContext}. */
    public static final String CONTEXT = "hub.context";

    /** Set once a department's system has answered: what a mapping refuses from then on is that system's. */
    static final String ANSWERED = "hub.answered";

    private HubExchange() {}

    public static CallContext context(Exchange exchange) {
        CallContext context = exchange.getProperty(CONTEXT, CallContext.class);
        if (context == null) {
            throw new IllegalStateException("The exchange did not come through the hub: " + exchange.getExchangeId());
        }
        return context;
    }

    /** The trees that the route has set aside with {@code setProperty}, by name. */
    public static Map<String, @Nullable Object> scope(Exchange exchange) {
        Map<String, @Nullable Object> scope = new HashMap<>();
        exchange.getProperties().forEach((name, value) -> {
            if (!name.startsWith("hub.") && !name.toLowerCase(Locale.ROOT).startsWith("camel")) {
                scope.put(name, value);
            }
        });
        return scope;
    }
}
