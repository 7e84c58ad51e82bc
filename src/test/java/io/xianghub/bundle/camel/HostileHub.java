package io.xianghub.bundle.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.lease.Lease;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A hub with the hostile bundles of {@code src/test/resources/hostile}, and a neighbour that is called all the while. */
final class HostileHub {

    static final BundleLimits LIMITS = new BundleLimits(
            8,
            DataSize.ofMegabytes(32),
            DataSize.ofMegabytes(16),
            20_000,
            100,
            Duration.ofSeconds(3),
            BundleLimits.Tapes.standard());

    private static final Path FOLDER = Path.of("src/test/resources/hostile");
    private static final Object WORDS = List.of("good", "morning");

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final BundleContexts contexts;
    private final List<RunningBundle> started = new ArrayList<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final RunningBundle neighbour;
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> disturbed = new AtomicReference<>();

    HostileHub() {
        contexts = new BundleContexts(
                List.of(new Pushes()),
                new FileIntake(new OneNode(), exchange -> {}, Clock.systemUTC(), Duration.ofSeconds(30)),
                Observations.of(Clock.systemUTC()),
                LIMITS,
                new SimpleMeterRegistry());
        neighbour = start("neighbour");
        for (int i = 0; i < 2; i++) {
            Thread caller = new Thread(this::callNeighbour, "neighbours-caller-" + i);
            caller.start();
            callers.add(caller);
        }
    }

    /** Where a connection leads. */
    void bind(String bundle, String connection, Binding binding) {
        bindings.register(new BundleName(bundle), connection, binding);
    }

    /** What a bundle's check finds. */
    static List<Finding> findings(String bundle) {
        Findings findings = new Findings();
        BundleFiles.read(FOLDER, new BundleName(bundle), findings)
                .ifPresent(files -> BundleCheck.check(files, findings, Clock.systemUTC()));
        return findings.all();
    }

    RunningBundle start(String bundle) {
        Findings findings = new Findings();
        CheckedBundle checked = BundleFiles.read(FOLDER, new BundleName(bundle), findings)
                .flatMap(files -> BundleCheck.check(files, findings, Clock.systemUTC()))
                .orElseThrow(() -> new AssertionError(findings.all()));
        Map<String, Connection> opened = new LinkedHashMap<>();
        checked.definition()
                .connections()
                .forEach((name, definition) ->
                        opened.put(name, connections.open(checked.definition().name(), definition)));
        RunningBundle running = contexts.start(
                checked, new BundleScope(checked.identity(), checked.definition(), checked.mappings(), opened));
        started.add(running);
        return running;
    }

    static @Nullable Object call(RunningBundle bundle, String uri, @Nullable Object body) {
        return call(bundle, uri, body, Duration.ofSeconds(60));
    }

    static @Nullable Object call(RunningBundle bundle, String uri, @Nullable Object body, Duration patience) {
        CallContext call =
                new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plus(patience));
        assertThat(bundle.enter()).isTrue();
        try {
            return bundle.invoke(uri, body, Map.of(), call);
        } finally {
            bundle.leave();
        }
    }

    /** The problem that the call must end in. */
    static Problem problem(RunningBundle bundle, String uri, @Nullable Object body) {
        Problem problem = catchThrowableOfType(Problem.class, () -> call(bundle, uri, body));
        assertThat(problem).as("%s answered", uri).isNotNull();
        return problem;
    }

    /** Lets the steps go that {@code push:held} keeps. */
    void letGo() {
        letGo.countDown();
    }

    /** Live threads that Camel made for a bundle. */
    static List<String> threads(String bundle) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("(" + bundle + "-"))
                .toList();
    }

    static int beans(String bundle) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("org.apache.camel:context=" + bundle + "-*,*"), null)
                    .size();
        } catch (JMException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The neighbour was called all the while: every call must have been answered, and rightly. */
    void undisturbed() throws InterruptedException {
        int before = answered.get();
        Instant end = Instant.now().plusSeconds(30);
        while (answered.get() < before + 20
                && disturbed.get() == null
                && Instant.now().isBefore(end)) {
            Thread.sleep(5);
        }
        assertThat(disturbed.get()).isNull();
        assertThat(answered.get()).isGreaterThanOrEqualTo(before + 20);
    }

    private void callNeighbour() {
        Object body = Map.of("name", "neighbour", "words", WORDS);
        while (!closing.get() && disturbed.get() == null) {
            try {
                assertThat(call(neighbour, "direct:in", body)).isEqualTo(body);
                answered.incrementAndGet();
            } catch (RuntimeException | AssertionError wrong) {
                disturbed.set(wrong);
            }
        }
    }

    /** Retires everything and looks for what is left. */
    void stop() throws InterruptedException {
        letGo.countDown();
        closing.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        for (RunningBundle bundle : started) {
            bundle.retire(Duration.ofSeconds(10));
        }
        connections.close();
        for (RunningBundle bundle : started) {
            String name = bundle.version().bundle().value();
            Instant end = Instant.now().plusSeconds(30);
            while (!threads(name).isEmpty() && Instant.now().isBefore(end)) {
                Thread.sleep(10);
            }
            assertThat(threads(name)).isEmpty();
            assertThat(beans(name)).isZero();
        }
    }

    /** A push queue that takes everything: slowly, not before it is let go, or with an error. */
    private final class Pushes implements HubEndpoints {

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(name -> exchange -> {
                Object body = exchange.getMessage().getBody();
                if ("slow".equals(body)) {
                    Thread.sleep(5);
                } else if ("hold".equals(body)) {
                    letGo.await();
                } else if ("fail".equals(body)) {
                    throw new StackOverflowError("deep inside");
                }
            });
        }
    }

    /** The only node there is always holds the lease. */
    private static final class OneNode implements Leases {

        @Override
        public Optional<Lease> acquire(String name, Duration term) {
            return Optional.of(new Lease(name, "test", 1));
        }

        @Override
        public boolean renew(Lease lease, Duration term) {
            return true;
        }

        @Override
        public void release(Lease lease) {}

        @Override
        public void fence(Lease lease) {}
    }
}
