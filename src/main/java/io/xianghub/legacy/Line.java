package io.xianghub.legacy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the versions of a bundle hand on to each other of a connection: guard, transport, serial numbers and meters. A new
 * address or new limits begin a new guard; a redeployment does not.
 */
final class Line implements AutoCloseable {

    // What the old transport is still doing may end.
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final BundleName bundle;
    private final String connection;
    private final Clock clock;
    private final Watchdog watchdog;
    private final @Nullable MeterRegistry meters;
    private final BreakerWatch breakers;
    // From a random start: two nodes, or a node before and after a restart, should not count the same numbers.
    private final AtomicLong sequence =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 40));
    private final RetryBudget budget;
    private final OpenPorts ports;
    private final Set<Meter> registered = ConcurrentHashMap.newKeySet();
    private final Map<String, PolledAge> ages = new ConcurrentHashMap<>();
    private volatile @Nullable Bound<?> bound;
    private volatile boolean ended;

    private record Bound<T extends Transport>(Style style, Binding binding, Guard guard, T transport) {}

    Line(Bindings.Key key, Clock clock, Watchdog watchdog, @Nullable MeterRegistry meters, BreakerWatch breakers) {
        this.bundle = key.bundle();
        this.connection = key.connection();
        this.breakers = breakers;
        this.clock = clock;
        this.watchdog = watchdog;
        this.meters = meters;
        this.budget = new RetryBudget(clock);
        this.ports = new OpenPorts(watchdog);
        if (meters != null) {
            Tags tags = Tags.of("bundle", bundle.value(), "connection", connection);
            registered.add(Gauge.builder("hub.connection.breaker", this, Line::guardState)
                    .description("0 closed, 1 half open, 2 open")
                    .tags(tags)
                    .register(meters));
            registered.add(Gauge.builder("hub.connection.bulkhead", this, Line::callsUnderWay)
                    .description("Calls under way")
                    .tags(tags)
                    .register(meters));
        }
    }

    /** How long the rows of a polled source have waited; measured from when somebody first asks. */
    PolledAge age(String source) {
        return ages.computeIfAbsent(source, first -> {
            PolledAge age = new PolledAge(clock);
            if (meters != null) {
                Tags tags = Tags.of("bundle", bundle.value(), "connection", connection, "source", source);
                registered.add(Gauge.builder(
                                "hub.connection.lag",
                                age,
                                waited -> waited.age().toMillis() / 1000.0)
                        .description("Seconds for which the oldest row has waited, or since nobody has looked")
                        .baseUnit("seconds")
                        .tags(tags)
                        .register(meters));
                registered.add(Gauge.builder("hub.connection.set.aside", age, PolledAge::setAside)
                        .description("Rows that wait because the route refused them")
                        .tags(tags)
                        .register(meters));
            }
            return age;
        });
    }

    long nextNumber() {
        return sequence.getAndIncrement();
    }

    /** Where its versions listen. */
    OpenPorts ports() {
        return ports;
    }

    /** Makes one guarded, measured attempt over the transport that belongs to the binding. */
    <T extends Transport, R extends @Nullable Object> R run(
            Style style, Binding binding, Function<Binding, T> builder, Faults faults, Function<T, R> attempt) {
        Bound<T> here = bind(style, binding, builder);
        long begun = System.nanoTime();
        String outcome = "failed";
        try {
            R answer = here.guard().run(faults, () -> attempt.apply(here.transport()));
            outcome = "answered";
            return answer;
        } catch (Problem problem) {
            outcome = problem.type().slug();
            throw problem;
        } finally {
            measure(faults.operation(), outcome, System.nanoTime() - begun);
        }
    }

    @SuppressWarnings("unchecked") // the style decides the type of the transport
    private <T extends Transport> Bound<T> bind(Style style, Binding binding, Function<Binding, T> builder) {
        Bound<?> now = bound;
        if (now != null && now.style() == style && now.binding().equals(binding)) {
            return (Bound<T>) now;
        }
        synchronized (this) {
            if (ended) {
                throw Problem.of(
                        ProblemType.UNKNOWN_BUNDLE,
                        Text.of(
                                "路由包 %s 已离开，连接 %s 不再可用",
                                "The bundle %s is gone, and its connection %s with it", bundle, connection));
            }
            now = bound;
            if (now != null && now.style() == style && now.binding().equals(binding)) {
                return (Bound<T>) now;
            }
            Guard guard = now != null && sameSystem(now.binding(), binding)
                    ? now.guard()
                    : new Guard(
                            bundle + "/" + connection,
                            binding.limits(),
                            clock,
                            open -> breakers.changed(bundle, connection, open));
            Bound<T> next = new Bound<>(style, binding, guard, builder.apply(binding));
            if (now != null) {
                watchdog.later(GRACE, now.transport()::close);
            }
            bound = next;
            return next;
        }
    }

    private static boolean sameSystem(Binding one, Binding other) {
        return one.address().equals(other.address()) && one.limits().equals(other.limits());
    }

    private void measure(String operation, String outcome, long nanos) {
        if (meters != null && !ended) {
            Timer timer = Timer.builder("hub.connection.calls")
                    .tags(
                            "bundle",
                            bundle.value(),
                            "connection",
                            connection,
                            "operation",
                            operation,
                            "outcome",
                            outcome)
                    .register(meters);
            timer.record(nanos, TimeUnit.NANOSECONDS);
            registered.add(timer);
            if (ended) {
                meters.remove(timer);
            }
        }
    }

    /** How an operation's calls may be made again; its connections share one budget. */
    Repeats repeats(String operation, Retries retries) {
        return new Repeats(
                retries, budget, wait -> Thread.sleep(wait.toMillis()), (cause, made) -> count(operation, cause, made));
    }

    private void count(String operation, Repeats.Cause cause, boolean made) {
        if (meters != null && !ended) {
            Counter counter = Counter.builder(made ? "hub.connection.retries" : "hub.connection.retries.withheld")
                    .description(
                            made
                                    ? "Calls that were made again"
                                    : "Calls that were not made again because the budget was spent")
                    .tags("bundle", bundle.value(), "connection", connection)
                    .tags("operation", operation, "cause", cause.word())
                    .register(meters);
            counter.increment();
            registered.add(counter);
            if (ended) {
                meters.remove(counter);
            }
        }
    }

    private @Nullable Guard guard() {
        Bound<?> now = bound;
        return now == null ? null : now.guard();
    }

    /** {@code closed}, {@code half-open} or {@code open}. */
    String breaker() {
        return switch (guardState()) {
            case 2 -> "open";
            case 1 -> "half-open";
            default -> "closed";
        };
    }

    private int guardState() {
        Guard guard = guard();
        return guard == null ? 0 : guard.breakerState();
    }

    private int callsUnderWay() {
        Guard guard = guard();
        return guard == null ? 0 : guard.callsUnderWay();
    }

    /** The last connection on it is closed: calls under way may end, no other begins, and no meter stays. */
    void end() {
        int underWay = callsUnderWay();
        Bound<?> last = cease();
        if (last == null) {
            return;
        }
        if (underWay == 0) {
            last.transport().close();
        } else {
            watchdog.later(GRACE, last.transport()::close);
        }
    }

    private synchronized @Nullable Bound<?> cease() {
        Bound<?> last = bound;
        ended = true;
        bound = null;
        ports.close();
        if (meters != null) {
            registered.forEach(meters::remove);
        }
        return last;
    }

    @Override
    public void close() {
        Bound<?> last = cease();
        if (last != null) {
            last.transport().close();
        }
    }
}
