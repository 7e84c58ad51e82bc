package io.xianghub.push;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What push counts: {@code hub.messages}, {@code hub.deliveries} and {@code hub.outbox.depth}. */
final class PushMeters {

    private final MeterRegistry registry;

    PushMeters(MeterRegistry registry, Supplier<Number> outboxDepth) {
        this.registry = registry;
        Gauge.builder("hub.outbox.depth", outboxDepth)
                .description("Deliveries that have not reached the broker")
                .register(registry);
    }

    void message(String bundle, String message, String outcome) {
        registry.counter("hub.messages", "bundle", bundle, "message", message, "outcome", outcome)
                .increment();
    }

    void delivery(Channel channel, DeliveryState state) {
        deliveries(channel, state, 1);
    }

    void deliveries(Channel channel, DeliveryState state, double count) {
        registry.counter("hub.deliveries", "channel", channel.word(), "state", state.word())
                .increment(count);
    }
}
