package io.xianghub.push;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes message ids from a channel's queue in groups; a group leaves the queue only after its results are in the database. */
final class QueueConsumer {

    private static final long WAIT_FOR_FIRST = 500;
    // receiveNoWait would ask the broker each time.
    private static final long WAIT_FOR_NEXT = 5;

    private final ConnectionFactory broker;
    private final Channel channel;
    private final int group;
    private final Consumer<List<String>> work;
    private @Nullable Connection connection;
    private @Nullable Session session;
    private @Nullable MessageConsumer consumer;

    QueueConsumer(ConnectionFactory broker, Channel channel, int group, Consumer<List<String>> work) {
        this.broker = broker;
        this.channel = channel;
        this.group = group;
        this.work = work;
    }

    /** One round of a worker. */
    void take(Worker worker) throws JMSException {
        try {
            MessageConsumer from = consumer();
            List<String> ids = receive(from);
            if (!ids.isEmpty()) {
                work.accept(ids);
                commit();
            }
        } catch (JMSException | RuntimeException failed) {
            // Closing gives back what was received; the claims keep it from being done twice.
            close();
            throw failed;
        }
        if (!worker.running()) {
            close();
        }
    }

    private List<String> receive(MessageConsumer from) throws JMSException {
        List<String> ids = new ArrayList<>();
        Message next = from.receive(WAIT_FOR_FIRST);
        while (next != null) {
            if (next instanceof TextMessage text) {
                ids.add(text.getText());
            }
            next = ids.size() < group ? from.receive(WAIT_FOR_NEXT) : null;
        }
        return ids;
    }

    private MessageConsumer consumer() throws JMSException {
        MessageConsumer ready = consumer;
        if (ready == null) {
            Connection opened = broker.createConnection();
            connection = opened;
            Session transacted = opened.createSession(true, Session.SESSION_TRANSACTED);
            session = transacted;
            ready = transacted.createConsumer(transacted.createQueue(channel.queue()));
            consumer = ready;
            opened.start();
        }
        return ready;
    }

    private void commit() throws JMSException {
        Session transacted = session;
        if (transacted != null) {
            transacted.commit();
        }
    }

    void close() {
        Connection open = connection;
        connection = null;
        session = null;
        consumer = null;
        if (open != null) {
            Jms.close(open);
        }
    }
}
