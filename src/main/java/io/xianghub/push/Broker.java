package io.xianghub.push;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;

/** How the embedded broker keeps the conveyor: durable, bounded, with a place for what it cannot deliver. */
final class Broker implements ArtemisConfigurationCustomizer {

    static {
        NettyMemory.allowUnsafe();
    }

    private static final String DEAD = "push.dead";
    private static final String EXPIRED = "push.expired";
    // An embedded broker keeps 3.3 ms, which is 300 commits a second.
    private static final int JOURNAL_BUFFER_NANOS = 200_000;
    private static final long MEGABYTE = 1024L * 1024;

    @Override
    public void customize(Configuration configuration) {
        configuration
                .setName("hub")
                .setJMXManagementEnabled(true)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setPersistIDCache(true)
                .setIDCacheSize(20_000)
                // So that a crash counts as a delivery attempt.
                .setPersistDeliveryCountBeforeDelivery(true);
        queue(configuration, DEAD);
        queue(configuration, EXPIRED);
        for (Channel channel : Channel.values()) {
            queue(configuration, channel.queue());
        }
        configuration.addAddressSetting("push.#", settings());
        // A slow gateway must not be sent more than it can take: its consumers ask for each message.
        configuration.addAddressSetting(Channel.SMS.queue(), settings().setDefaultConsumerWindowSize(0));
    }

    private static AddressSettings settings() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setExpiryAddress(SimpleString.of(EXPIRED))
                .setMaxDeliveryAttempts(10)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setMaxSizeBytes(64 * MEGABYTE)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                // The backlog belongs in the database: a full queue refuses, and the relay waits.
                .setPageLimitBytes(256 * MEGABYTE)
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                .setDefaultConsumerWindowSize(128 * 1024)
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    private static void queue(Configuration configuration, String name) {
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)));
    }
}
