package io.xianghub.push;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts messages into inboxes, a group in one transaction. */
final class InboxDelivery implements Consumer<List<String>> {

    private final Deliveries deliveries;
    private final TransactionTemplate transaction;
    private final PushMeters meters;

    InboxDelivery(Deliveries deliveries, TransactionTemplate transaction, PushMeters meters) {
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.meters = meters;
    }

    @Override
    public void accept(List<String> messageIds) {
        Long shown = transaction.execute(
                begun -> messageIds.stream().filter(deliveries::show).count());
        meters.deliveries(
                Channel.INBOX,
                DeliveryState.DELIVERED,
                Objects.requireNonNull(shown).doubleValue());
    }
}
