package io.xianghub.push;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real broker in this process, with the hub's own settings and a journal on disk. */
final class TestBroker {

    static {
        NettyMemory.allowUnsafe();
    }

    private static int next = 1000;

    private final Path folder;
    private final int id;
    private EmbeddedActiveMQ server;

    TestBroker(Path folder) throws Exception {
        this.folder = folder;
        synchronized (TestBroker.class) {
            id = next++;
        }
        start();
    }

    void start() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setSecurityEnabled(false);
        configuration.setPersistenceEnabled(true);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalFileSize(1024 * 1024);
        configuration.setJournalDirectory(folder.resolve("journal").toString());
        configuration.setBindingsDirectory(folder.resolve("bindings").toString());
        configuration.setPagingDirectory(folder.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
        configuration.addAcceptorConfiguration("in-vm", "vm://" + id);
        new Broker().customize(configuration);
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    /** A connection that is asked for while the broker goes away is never answered; the client gives up sooner than after its usual 30 s. */
    ConnectionFactory connections() {
        return new ActiveMQConnectionFactory("vm://" + id + "?callTimeout=3000");
    }

    long depth(Channel channel) {
        return server.getActiveMQServer().locateQueue(channel.queue()).getMessageCount();
    }

    long depth(String queue) {
        return server.getActiveMQServer().locateQueue(queue).getMessageCount();
    }
}
