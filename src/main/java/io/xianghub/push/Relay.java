package io.xianghub.push;

import io.xianghub.lease.Lease;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the outbox to the broker, batch by batch: bound to a batch durably, sent in one JMS transaction under the batch's id
 * as duplicate id, then struck out. Whatever the moment of a crash, the same batch goes again and the broker takes it once.
 */
final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Outbox outbox;
    private final ConnectionFactory broker;
    private final int size;
    private @org.jspecify.annotations.Nullable Connection connection;

    Relay(Outbox outbox, ConnectionFactory broker, int size) {
        this.outbox = outbox;
        this.broker = broker;
        this.size = size;
    }

    /** Carries what there is; true when there may be more. A channel that is stuck keeps no other waiting. */
    boolean carry(Lease lease) throws JMSException {
        boolean more = false;
        JMSException stuck = null;
        for (Channel channel : Channel.values()) {
            try {
                more |= carry(lease, channel);
            } catch (JMSException failed) {
                stuck = failed;
            }
        }
        if (stuck != null) {
            throw stuck;
        }
        return more;
    }

    private boolean carry(Lease lease, Channel channel) throws JMSException {
        // What an earlier holder of the lease left half-way comes first: its ids must still be in the broker's memory.
        for (Outbox.Batch left : outbox.open()) {
            if (left.channel() == channel) {
                carry(lease, left);
            }
        }
        var formed = outbox.form(lease, channel, size);
        if (formed.isEmpty()) {
            return false;
        }
        carry(lease, formed.get());
        return formed.get().messageIds().size() == size;
    }

    private void carry(Lease lease, Outbox.Batch batch) throws JMSException {
        try {
            send(batch);
        } catch (JMSException failed) {
            if (!isDuplicate(failed)) {
                close();
                throw failed;
            }
            LOG.info("Batch {} had reached the broker already", batch.id());
        }
        outbox.arrived(lease, batch);
    }

    private void send(Outbox.Batch batch) throws JMSException {
        try (Session session = connection().createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(
                        session.createQueue(batch.channel().queue()))) {
            boolean first = true;
            for (String messageId : batch.messageIds()) {
                TextMessage message = session.createTextMessage(messageId);
                if (first) {
                    // One id on one message covers the transaction.
                    message.setStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), batch.id());
                    first = false;
                }
                producer.send(message);
            }
            session.commit();
        }
    }

    private Connection connection() throws JMSException {
        Connection open = connection;
        if (open == null) {
            open = broker.createConnection();
            connection = open;
        }
        return open;
    }

    private static boolean isDuplicate(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQDuplicateIdException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            Jms.close(open);
        }
    }
}
