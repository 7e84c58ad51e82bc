package io.xianghub.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.lease.Leases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.vault.Vault;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PushProperties.class)
class PushConfiguration {

    @Bean
    Broker broker() {
        return new Broker();
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, PlatformTransactionManager transactions, Leases leases, Clock clock) {
        return new Outbox(jdbc, new TransactionTemplate(transactions), leases, clock);
    }

    @Bean
    Deliveries deliveries(JdbcClient jdbc, Clock clock, PushProperties properties, Outbox outbox) {
        return new Deliveries(jdbc, clock, properties, outbox);
    }

    @Bean
    PushMeters pushMeters(MeterRegistry registry, Outbox outbox) {
        return new PushMeters(registry, outbox::depth);
    }

    @Bean
    MessageRows messageRows(JdbcClient jdbc, Dialect dialect) {
        return new MessageRows(jdbc, dialect);
    }

    @Bean
    Messages messages(
            MessageRows rows,
            Deliveries deliveries,
            Vault vault,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new Intake(rows, deliveries, vault, new TransactionTemplate(transactions), clock);
    }

    @Bean
    Submissions submissions(Messages messages, PlatformTransactionManager transactions, PushMeters meters) {
        return new Submissions(messages, new TransactionTemplate(transactions), meters);
    }

    @Bean
    MessageReader messageReader(JdbcClient jdbc, Vault vault) {
        return new MessageReader(jdbc, vault);
    }

    @Bean
    SmsDelivery smsDelivery(
            Deliveries deliveries,
            SmsGateway gateway,
            Vault vault,
            Clock clock,
            PushProperties properties,
            PushMeters meters) {
        return new SmsDelivery(deliveries, gateway, vault, clock, properties, meters);
    }

    @Bean
    InboxDelivery inboxDelivery(Deliveries deliveries, PlatformTransactionManager transactions, PushMeters meters) {
        return new InboxDelivery(deliveries, new TransactionTemplate(transactions), meters);
    }

    @Bean
    Timers timers(Deliveries deliveries, PlatformTransactionManager transactions) {
        return new Timers(deliveries, new TransactionTemplate(transactions));
    }

    @Bean
    Conveyor conveyor(
            Leases leases,
            Outbox outbox,
            Timers timers,
            ConnectionFactory broker,
            PushProperties properties,
            InboxDelivery inbox,
            SmsDelivery sms) {
        Relay relay = new Relay(outbox, broker, properties.batch());
        Conveyor conveyor = new Conveyor(leases, relay, timers, properties);
        conveyor.consume(broker, Channel.INBOX, properties.batch(), inbox);
        for (int i = 0; i < properties.smsWorkers(); i++) {
            conveyor.consume(broker, Channel.SMS, 1, sms);
        }
        return conveyor;
    }
}
