package io.xianghub.legacy;

import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ways into departments' systems. A bundle version opens its own; what it shares with the versions beside and behind
 * it (breaker, bulkhead, pool) is kept here by (bundle, connection) for as long as one of them is open.
 */
public final class Connections implements AutoCloseable {

    private final Site site;
    private final Clock clock;
    private final @Nullable MeterRegistry meters;
    private final Owners owners;
    private final BreakerWatch breakers;
    private final Watchdog watchdog = new Watchdog();
    private final Map<Bindings.Key, Held> lines = new ConcurrentHashMap<>();
    private final Set<Bindings.Key> underTest = ConcurrentHashMap.newKeySet();
    private final Map<BundleName, Map<String, Connection>> published = new ConcurrentHashMap<>();

    /** A line and how many connections are open on it. */
    private record Held(Line line, int connections) {

        Held with(int change) {
            return new Held(line, connections + change);
        }
    }

    /** Remembers whose connections they are. */
    @FunctionalInterface
    interface Owners {
        void own(BundleName bundle, String department, Map<String, Connection> connections);
    }

    public Connections(Bindings bindings, Clock clock) {
        this(bindings, clock, null);
    }

    /** Connections that are measured and belong to nobody. */
    public Connections(Bindings bindings, Clock clock, @Nullable MeterRegistry meters) {
        this(bindings, clock, meters, (bundle, department, connections) -> {});
    }

    Connections(Bindings bindings, Clock clock, @Nullable MeterRegistry meters, Owners owners) {
        this(Site.of(bindings), clock, meters, owners, BreakerWatch.NOBODY);
    }

    Connections(Site site, Clock clock, @Nullable MeterRegistry meters, Owners owners, BreakerWatch breakers) {
        this.site = site;
        this.clock = clock;
        this.meters = meters;
        this.owners = owners;
        this.breakers = breakers;
    }

    /** Checks a declaration offline; what is wrong stands in {@code findings} with file, line and column. */
    public static void check(ConnectionDefinition definition, Findings findings) {
        Declaration.read(definition, findings);
    }

    /**
     * Opens a connection for one bundle version; nothing is sent before the first call.
     *
     * @throws Problem {@code BUNDLE_REFUSED} when {@link #check} would have found errors
     */
    public Connection open(BundleName bundle, ConnectionDefinition definition) {
        Findings findings = new Findings();
        Declaration declaration = Declaration.read(definition, findings)
                .orElseThrow(() -> Problem.of(
                        ProblemType.BUNDLE_REFUSED,
                        Text.of(
                                "连接 %s 的声明不正确：%s",
                                "The declaration of the connection %s is wrong: %s",
                                definition.name(),
                                findings.all().get(0).place())));
        Bindings.Key key = new Bindings.Key(bundle, definition.name());
        Access access = new Access(site, join(key), watchdog, clock, () -> leave(key));
        if (declaration instanceof HttpDeclaration http) {
            return new HttpConnection(bundle, definition, http, access);
        }
        if (declaration instanceof SqlDeclaration sql) {
            return new SqlConnection(bundle, definition, sql, access);
        }
        if (declaration instanceof FrameDeclaration frame) {
            return new FrameConnection(bundle, definition, frame, access);
        }
        return new SftpConnection(bundle, definition, (SftpDeclaration) declaration, access);
    }

    private Line join(Bindings.Key key) {
        return lines.compute(
                        key,
                        (same, held) -> held == null
                                ? new Held(new Line(key, clock, watchdog, meters, breakers), 1)
                                : held.with(1))
                .line();
    }

    private void leave(Bindings.Key key) {
        lines.computeIfPresent(key, (same, held) -> {
            if (held.connections() > 1) {
                return held.with(-1);
            }
            held.line().end();
            return null;
        });
    }

    /** The breakers of the connections that the bundle's active version has: closed, half-open or open. */
    public Map<String, String> breakers(BundleName bundle) {
        Map<String, String> states = new TreeMap<>();
        published.getOrDefault(bundle, Map.of()).keySet().forEach(connection -> {
            Held held = lines.get(new Bindings.Key(bundle, connection));
            if (held != null) {
                states.put(connection, held.line().breaker());
            }
        });
        return states;
    }

    /** Closed, half-open or open; empty while the connection is not open here. */
    Optional<String> breaker(BundleName bundle, String connection) {
        return Optional.ofNullable(lines.get(new Bindings.Key(bundle, connection)))
                .map(held -> held.line().breaker());
    }

    /** Makes these the connections of the bundle's active version, which {@link #current} hands out. */
    public void publish(BundleName bundle, String department, Map<String, Connection> connections) {
        published.put(bundle, Map.copyOf(connections));
        owners.own(bundle, department, connections);
    }

    /** Nothing of the bundle is active any more; what it still does may end on the connections that it has opened. */
    public void withdraw(BundleName bundle) {
        published.remove(bundle);
    }

    /**
     * The connection as the active version of the bundle declares it.
     *
     * @throws Problem {@code UNKNOWN_BUNDLE} or {@code NOT_FOUND}
     */
    public Connection current(BundleName bundle, String connection) {
        Map<String, Connection> all = published.get(bundle);
        if (all == null) {
            throw Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("路由包 %s 没有运行", "The bundle %s does not run", bundle));
        }
        Connection found = all.get(connection);
        if (found == null) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    Text.of("路由包 %s 没有连接 %s", "The bundle %s has no connection %s", bundle, connection));
        }
        return found;
    }

    /** Goes the way to the department's system step by step, beside breaker and pool. */
    List<TrialSteps.Step> test(BundleName bundle, String connection, Binding binding) {
        Connection tested = current(bundle, connection);
        Declaration declaration =
                Declaration.read(tested.definition(), new Findings()).orElseThrow();
        Bindings.Key key = new Bindings.Key(bundle, connection);
        if (!underTest.add(key)) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of("连接 %s/%s 正在测试", "The connection %s/%s is being tested already", bundle, connection));
        }
        try {
            HttpTrial.Caller caller = new HttpTrial.Caller(bundle, connection, clock, numbers(key));
            return new ConnectionTrial(binding, declaration, watchdog, site.drivers(), caller).run();
        } finally {
            underTest.remove(key);
        }
    }

    private LongSupplier numbers(Bindings.Key key) {
        Held held = lines.get(key);
        return held == null ? () -> 0L : held.line()::nextNumber;
    }

    @Override
    public void close() {
        lines.values().forEach(held -> held.line().close());
        lines.clear();
        watchdog.close();
    }
}
