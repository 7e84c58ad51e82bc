package io.xianghub.push;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.lease.Leases;
import io.xianghub.lease.TestLeases;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The push module put together by hand over a real database and a real broker. */
final class PushSlice implements AutoCloseable {

    static final String PERSON = "430301190001010028";
    static final String DEPARTMENT = "12430000MBHUB0041G";
    static final PushProperties QUICK = new PushProperties(
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            50,
            2,
            Duration.ofSeconds(20),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            "湘易办",
            DataSize.ofMegabytes(1));

    final DataSource source;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final Leases leases;
    final Vault vault;
    final Outbox outbox;
    final Deliveries deliveries;
    final Messages messages;
    final MessageReader reader;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final PushMeters meters;
    final RecordingGateway gateway;
    final PushProperties properties;
    private final Timers timers;
    private Conveyor conveyor;

    PushSlice(Dialect dialect, Path folder) {
        this(Databases.fresh(dialect), folder, new RecordingGateway(), QUICK);
    }

    PushSlice(DataSource source, Path folder, RecordingGateway gateway, PushProperties properties) {
        this.source = source;
        this.gateway = gateway;
        this.properties = properties;
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(transactions);
        leases = TestLeases.node(source, transactions);
        vault = Vaults.of(null, folder);
        Clock clock = Clock.systemUTC();
        outbox = new Outbox(jdbc, transaction, leases, clock);
        deliveries = new Deliveries(jdbc, clock, properties, outbox);
        messages = new Intake(new MessageRows(jdbc, Dialect.of(source)), deliveries, vault, transaction, clock);
        reader = new MessageReader(jdbc, vault);
        meters = new PushMeters(registry, outbox::depth);
        timers = new Timers(deliveries, transaction);
    }

    void run(ConnectionFactory broker) {
        run(broker, UnaryOperator.identity());
    }

    /** @param wrap puts something around the broker that the relay sees */
    void run(ConnectionFactory broker, UnaryOperator<ConnectionFactory> wrap) {
        conveyor = new Conveyor(leases, new Relay(outbox, wrap.apply(broker), properties.batch()), timers, properties);
        conveyor.consume(broker, Channel.INBOX, properties.batch(), new InboxDelivery(deliveries, transaction, meters));
        for (int i = 0; i < properties.smsWorkers(); i++) {
            conveyor.consume(
                    broker,
                    Channel.SMS,
                    1,
                    new SmsDelivery(deliveries, gateway, vault, Clock.systemUTC(), properties, meters));
        }
        conveyor.start();
    }

    void stop() {
        if (conveyor != null) {
            conveyor.stop();
            conveyor = null;
        }
    }

    Acceptance submit(Submission submission) {
        return messages.submit(List.of(submission), context()).get(0);
    }

    static CallContext context() {
        return new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(30));
    }

    static Map<String, String> row(String serial, String amount) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("GRZH", "43030000000000000001");
        row.put("YWLSH", serial);
        row.put("FSE", amount);
        row.put("CZBZ", "0");
        return row;
    }

    static Submission movement(String serial) {
        return movement(serial, "1200.00", "0");
    }

    static Submission movement(String serial, String amount, String reversal) {
        Map<String, String> row = row(serial, amount);
        row.put("CZBZ", reversal);
        Template template = new Template(
                "housing-fund-deposit",
                "HOUSING_FUND",
                "公积金汇缴",
                "尊敬的${name}：您的公积金账户汇缴${amount}元",
                Set.of(Channel.INBOX, Channel.SMS));
        return new Submission(
                new BundleName("housing-fund"),
                new EventKey(DEPARTMENT, "account-movement", List.of("C43010", row.get("GRZH"), serial), reversal),
                new DepartmentRow(row, Set.of("FSE")),
                template,
                Map.of("name", "测试甲", "amount", amount),
                new Receiver("01", PERSON, "测试甲", "19900000001"),
                Instant.parse("2026-06-01T00:00:00Z"),
                null,
                !reversal.equals("0"));
    }

    List<MessageReader.Letter> inbox() {
        return reader.inbox(vault.fingerprint(PERSON), null, 100).items();
    }

    DeliveryState state(String id, Channel channel) {
        return reader.tracking(id).orElseThrow().deliveries().stream()
                .filter(delivery -> delivery.channel() == channel)
                .findAny()
                .orElseThrow()
                .state();
    }

    @Override
    public void close() {
        stop();
    }
}
