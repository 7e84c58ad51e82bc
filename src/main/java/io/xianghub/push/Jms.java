package io.xianghub.push;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closing a broker connection that may be broken already. */
final class Jms {

    private static final Logger LOG = LoggerFactory.getLogger(Jms.class);

    private Jms() {}

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (JMSException broken) {
            LOG.debug("The broker connection was broken when it was closed", broken);
        }
    }
}
