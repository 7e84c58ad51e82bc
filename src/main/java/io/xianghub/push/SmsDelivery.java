package io.xianghub.push;

import io.xianghub.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Hands text messages over, one call each: claimed first, asked for before anything is sent a second time. */
final class SmsDelivery implements Consumer<List<String>> {

    private final Deliveries deliveries;
    private final SmsGateway gateway;
    private final Vault vault;
    private final Clock clock;
    private final PushProperties properties;
    private final PushMeters meters;

    SmsDelivery(
            Deliveries deliveries,
            SmsGateway gateway,
            Vault vault,
            Clock clock,
            PushProperties properties,
            PushMeters meters) {
        this.deliveries = deliveries;
        this.gateway = gateway;
        this.vault = vault;
        this.clock = clock;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    public void accept(List<String> messageIds) {
        for (String messageId : messageIds) {
            long began = System.nanoTime();
            deliveries.claim(messageId, Channel.SMS).ifPresent(claim -> deliver(claim, began));
        }
    }

    private void deliver(Deliveries.Claim claim, long began) {
        if (claim.attempt() > 1) {
            SmsGateway.Answer earlier = gateway.query(claim.messageId());
            if (earlier.handover() != SmsGateway.Handover.NOT_TAKEN) {
                conclude(claim, earlier);
                return;
            }
        }
        if (claim.validUntil() != null && clock.instant().isAfter(claim.validUntil())) {
            settle(claim, DeliveryState.EXPIRED, "valid-until");
            return;
        }
        MessageBody body = MessageBody.of(vault.open(deliveries.sealedBody(claim)));
        // Whoever slept through most of its claim must not send: another may be about to find out what it did.
        if (Duration.ofNanos(System.nanoTime() - began)
                        .compareTo(properties.claimTerm().dividedBy(3))
                > 0) {
            return;
        }
        conclude(
                claim,
                gateway.send(
                        new SmsGateway.TextMessage(claim.messageId(), body.mobile(), claim.template(), body.text())));
    }

    private void conclude(Deliveries.Claim claim, SmsGateway.Answer answer) {
        switch (answer.handover()) {
            case TAKEN -> settle(claim, DeliveryState.HANDED, null);
            case REFUSED -> settle(claim, DeliveryState.FAILED, answer.reason());
            case NOT_TAKEN ->
                postpone(claim, DeliveryState.RETRY, properties.backoff(claim.attempt()), answer.reason());
            case UNKNOWN -> postpone(claim, DeliveryState.UNKNOWN, unknownWait(claim), answer.reason());
        }
    }

    private Duration unknownWait(Deliveries.Claim claim) {
        Duration backoff = properties.backoff(claim.attempt());
        return backoff.compareTo(properties.unknownWait()) > 0 ? backoff : properties.unknownWait();
    }

    private void settle(Deliveries.Claim claim, DeliveryState state, @org.jspecify.annotations.Nullable String detail) {
        if (deliveries.settle(claim, state, detail)) {
            meters.delivery(Channel.SMS, state);
        }
    }

    private void postpone(Deliveries.Claim claim, DeliveryState state, Duration wait, String reason) {
        if (deliveries.postpone(claim, state, wait, reason)) {
            meters.delivery(Channel.SMS, state);
        }
    }
}
