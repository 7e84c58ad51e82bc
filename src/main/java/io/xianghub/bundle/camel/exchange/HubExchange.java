package io.xianghub.bundle.camel.exchange;

import io.xianghub.bundle.border.Border;
import io.xianghub.shared.CallContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** What the hub keeps on a Camel exchange. */
@NamedInterface("camel")
public final class HubExchange {

    private static final String CONTEXT = "hub.context";

    static final String BORDER = "hub.border";

    private static final String WAY = "hub.way";

    /** Set once a department's system has answered: what a mapping refuses from then on is that system's. */
    private static final String ANSWERED = "hub.answered";

    /** What steps keep while the call lasts; a route's splits share it. */
    private static final String KEPT = "hub.kept";

    /** How many steps the exchange is inside of; what a step splits or taps off takes it along. */
    private static final String DEPTH = "hub.depth";

    private HubExchange() {}

    /** Goes into a step, and says how many it was inside of. */
    static int enter(Exchange exchange) {
        int depth = exchange.getProperty(DEPTH) instanceof Integer outside ? outside : 0;
        exchange.setProperty(DEPTH, depth + 1);
        return depth;
    }

    static void leave(Exchange exchange, int depth) {
        exchange.setProperty(DEPTH, depth);
    }

    /** Makes the exchange a live call of the hub. */
    public static void begin(Exchange exchange, CallContext context) {
        begin(exchange, context, Border.LIVE);
    }

    /** Makes the exchange a call of the hub behind a border; what a route splits or taps off stays behind the same. */
    public static void begin(Exchange exchange, CallContext context, Border border) {
        exchange.setProperty(CONTEXT, context);
        exchange.setProperty(BORDER, border);
        exchange.setProperty(WAY, new Way());
        exchange.setProperty(KEPT, new ConcurrentHashMap<Class<?>, Object>());
    }

    /** What the steps of one call know together, made when the first of them asks. */
    public static <T> T kept(Exchange exchange, Class<T> type, Supplier<T> first) {
        Map<?, ?> kept = exchange.getProperty(KEPT, Map.class);
        if (kept == null) {
            throw new IllegalStateException("The exchange did not come through the hub: " + exchange.getExchangeId());
        }
        @SuppressWarnings("unchecked") // begin() puts no other there
        Map<Class<?>, Object> byType = (Map<Class<?>, Object>) kept;
        return type.cast(byType.computeIfAbsent(type, absent -> Objects.requireNonNull(first.get())));
    }

    /** What the steps of one call know together, when any of them has asked. */
    public static <T> @Nullable T found(Exchange exchange, Class<T> type) {
        Map<?, ?> kept = exchange.getProperty(KEPT, Map.class);
        return kept == null ? null : type.cast(kept.get(type));
    }

    /** What this call must cross to reach anything outside. */
    public static Border border(Exchange exchange) {
        Border border = exchange.getProperty(BORDER, Border.class);
        if (border == null) {
            throw new IllegalStateException("The exchange did not come through the hub: " + exchange.getExchangeId());
        }
        return border;
    }

    /** A department's system has answered. */
    public static void answered(Exchange exchange) {
        exchange.setProperty(ANSWERED, true);
    }

    /** Whether a department's system has answered before this step. */
    public static boolean isAnswered(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(ANSWERED));
    }

    /** The steps that this call has taken; null when it did not come through the hub. */
    static @Nullable Way way(Exchange exchange) {
        return exchange.getProperty(WAY, Way.class);
    }

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
