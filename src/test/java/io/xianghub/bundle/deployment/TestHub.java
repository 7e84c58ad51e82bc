package io.xianghub.bundle.deployment;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.ActivationCheck;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.active.Shadows;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.bundle.plan.PlanReader;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.signature.BundleSignatures;
import io.xianghub.bundle.signature.SignatureRules;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.bundle.store.ReceiptStore;
import io.xianghub.catalogue.Department;
import io.xianghub.catalogue.Departments;
import io.xianghub.catalogue.Responsibility;
import io.xianghub.catalogue.Subscription;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.OwnedConnections;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * The deploying part of a hub on a database, as Spring would wire it, without Spring. Its routes may use {@code
 * redemption:hold/here}, which waits until the test lets it go, and {@code redemption:missing/any}, which cannot be built.
 */
public final class TestHub implements AutoCloseable {

    static final BundleLimits.Tapes TAPES = new BundleLimits.Tapes(DataSize.ofKilobytes(4), DataSize.ofKilobytes(64));

    final ActiveBundles active = new ActiveBundles();
    final List<ActivationCheck> activations = new ArrayList<>();
    final Set<Responsibility> missing = EnumSet.noneOf(Responsibility.class);
    final List<Subscription> subscriptions = new ArrayList<>();
    final HeldClock steps = new HeldClock();
    public final CountDownLatch held = new CountDownLatch(1);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final CountDownLatch letGo = new CountDownLatch(1);
    volatile boolean withoutCounting;
    final AtomicInteger effects = new AtomicInteger();
    final JdbcClient jdbc;
    final ReceiptStore receipts;
    final BundleStore store;
    final NodeRows nodes;
    final Bindings bindings = new Bindings();
    /** Done whenever it is noted whose connections a version's are. */
    volatile Runnable owned = () -> {};

    final Connections connections = OwnedConnections.telling(bindings, Clock.systemUTC(), meters, () -> owned.run());
    private final List<Component> components = new CopyOnWriteArrayList<>();
    final Observations observations = Observations.of(steps);
    public final Deployments deployments;

    TestHub(DataSource source, boolean mutableVersions, Duration patience) {
        this(source, mutableVersions, patience, new Nobody());
    }

    TestHub(DataSource source, boolean mutableVersions, Duration patience, PhaseObserver observer) {
        this(
                source,
                mutableVersions,
                patience,
                observer,
                SignatureRules.of(false, List.of(), Set.of()),
                Clock.systemUTC());
    }

    /** A hub that believes these signatures, and what time it is. */
    TestHub(DataSource source, SignatureRules signatures, Clock clock) {
        this(source, false, Duration.ofSeconds(5), new Nobody(), signatures, clock);
    }

    private TestHub(
            DataSource source,
            boolean mutableVersions,
            Duration patience,
            PhaseObserver observer,
            SignatureRules signatures,
            Clock clock) {
        jdbc = JdbcClient.create(source);
        receipts = new ReceiptStore(jdbc, JsonMapper.builder().build());
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        store = new BundleStore(jdbc, transaction, receipts);
        nodes = new NodeRows(jdbc, transaction);
        BundleContexts contexts = new BundleContexts(
                List.of(new Faults()),
                new FileIntake(new NoLeases(), exchange -> {}, steps, Duration.ofSeconds(30)),
                observations,
                BundleLimits.standard(),
                meters);
        PlanReader plans = new PlanReader(
                (bundle, major) -> subscriptions.stream()
                        .filter(one -> one.bundle().equals(bundle) && one.major() == major)
                        .toList(),
                (bundle, major, since) -> List.of(),
                clock);
        Admission admission =
                new Admission(new Everyone(), store, mutableVersions, new BundleSignatures(signatures, clock));
        Gate gate = new Gate(admission, activations(), plans, new Replaced(active, store, clock), clock);
        deployments = new Deployments(new Works(
                store,
                receipts,
                active,
                new Starter(contexts, connections),
                gate,
                new Proof(new SampleLimits(Duration.ofSeconds(2), Duration.ofSeconds(10))),
                observer,
                observations,
                new Shadows(jdbc, JsonMapper.builder().build(), TAPES),
                clock,
                patience));
    }

    /** The list is read at each deployment, so that a test can add its check later. */
    private List<ActivationCheck> activations() {
        return List.of(
                (version, files, findings) -> activations.forEach(check -> check.check(version, files, findings)));
    }

    Receipt deploy(BundleSource source) {
        return deployments.deploy(Order.deploy(source.build(), "engineer"));
    }

    Receipt deploy(BundleSource source, Candidate.Mode mode, int share) {
        return deployments.deploy(Order.deploy(source.build(), "engineer").as(new Candidate.Stand(mode, share)));
    }

    /** A client that may use all of the bundle's first major version. */
    void subscribe(String client, String bundle) {
        subscriptions.add(new Subscription(
                Ids.next(),
                client,
                new BundleName(bundle),
                1,
                Subscription.ALL,
                List.of(Subscription.ALL),
                "testing",
                Instant.now(),
                Subscription.State.ACTIVE));
    }

    /** What the bundle's operation answers this caller. */
    Object call(String bundle, String caller) {
        return call(bundle, caller, Map.of());
    }

    Object call(String bundle, String caller, Object body) {
        Services.Match match =
                active.find(new BundleName(bundle), 1, "GET", "/answer", caller).orElseThrow();
        CallContext context =
                new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(60));
        return active.invoke(match.operation(), body, Map.of(), context).body();
    }

    Object call(String bundle) {
        return call(bundle, "somebody");
    }

    /** The contexts of versions that are at work, whether anything points to them or not; the newest is the last. */
    List<CamelContext> contexts() {
        return components.stream()
                .map(Component::getCamelContext)
                .filter(context -> context != null && context.isStarted())
                .toList();
    }

    /** What the database says of versions that stand beside the active one. */
    List<BundleStore.CandidateRow> candidates() {
        return store.standing().stream()
                .map(BundleStore.StandingRow::candidate)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Everything that the database says of what runs. */
    List<Map<String, Object>> truth() {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.addAll(jdbc.sql("select name, major, digest from bundle_active order by name, major")
                .query()
                .listOfRows());
        rows.addAll(jdbc.sql("select name, major, digest, mode, share from bundle_candidate order by name, major")
                .query()
                .listOfRows());
        rows.addAll(jdbc.sql("select name, digest from bundle_version order by name, digest")
                .query()
                .listOfRows());
        return rows;
    }

    @Override
    public void close() {
        letGo.countDown();
        steps.letGo();
        active.clear().forEach(slot -> {
            slot.beside().ifPresent(candidate -> candidate.retire(Duration.ofSeconds(5)));
            slot.active().retire(Duration.ofSeconds(5));
        });
        connections.close();
    }

    private static final class Nobody implements PhaseObserver {

        @Override
        public void begins(BundleName bundle, String phase) {}

        @Override
        public void ends(BundleName bundle, String phase, Duration took) {}
    }

    private final class Faults implements HubEndpoints {

        @Override
        public String scheme() {
            return "redemption";
        }

        @Override
        public Component component(BundleScope scope) {
            Component component = new StepComponent(remaining -> switch (remaining) {
                case "hold/here" ->
                    exchange -> {
                        held.countDown();
                        letGo.await(60, TimeUnit.SECONDS);
                    };
                case "count/up" -> {
                    if (withoutCounting) {
                        throw new IllegalArgumentException("There is no dataset here");
                    }
                    yield exchange -> effects.incrementAndGet();
                }
                default -> throw new IllegalArgumentException("There is no dataset " + remaining);
            });
            components.add(component);
            return component;
        }
    }

    private final class Everyone implements Departments {

        @Override
        public Optional<Department> find(String code) {
            return Optional.of(new Department(code, "测试部门"));
        }

        @Override
        public Set<Responsibility> missing(String code) {
            return missing;
        }

        @Override
        public boolean hasApp(String code, String app) {
            return true;
        }
    }
}
