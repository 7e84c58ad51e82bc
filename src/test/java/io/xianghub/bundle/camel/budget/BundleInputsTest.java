package io.xianghub.bundle.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.mapping.Mapping;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Version;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What a bundle has in hand: taken at the door and in every step, and given back to the last byte. */
class BundleInputsTest {

    private static final BundleName NAME = new BundleName("inputs");
    private static final BundleLimits LIMITS = new BundleLimits(
            4,
            DataSize.ofMegabytes(2),
            DataSize.ofMegabytes(1),
            1_000,
            50,
            Duration.ofSeconds(1),
            BundleLimits.standard().tapes());

    private final CountDownLatch letGo = new CountDownLatch(1);
    private final BundleContexts contexts = new BundleContexts(
            List.of(new HubEndpoints() {
                @Override
                public String scheme() {
                    return "push";
                }

                @Override
                public StepComponent component(BundleScope scope) {
                    return new StepComponent(name -> exchange -> letGo.await());
                }
            }),
            new FileIntake(new NoLeases(), exchange -> {}, Clock.systemUTC(), Duration.ofSeconds(30)),
            Observations.of(Clock.systemUTC()),
            LIMITS,
            new SimpleMeterRegistry());
    private CamelContext context;
    private BundleInputs inputs;

    @BeforeEach
    void start() {
        context = started(
                """
                - route:
                    id: ends
                    from:
                      uri: direct:ends
                      steps:
                        - setProperty: { name: kept, simple: "${body}" }
                        - split:
                            simple: "${body}"
                            steps:
                              - setBody: { simple: "${body}${exchangeProperty.kept}" }
                - route:
                    id: grows
                    from:
                      uri: direct:grows
                      steps:
                        - loop:
                            constant: "40"
                            steps:
                              - setBody: { simple: "${body}${body}" }
                - route:
                    id: taps
                    from:
                      uri: direct:taps
                      steps:
                        - wireTap: { uri: "direct:tapped" }
                        - setBody: { constant: answered }
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - to: push:submit
                - route:
                    id: steps
                    from:
                      uri: direct:steps
                      steps:
                        - split:
                            simple: "${body}"
                            steps:
                              - removeHeaders: x
                              - removeHeaders: y
                              - removeHeaders: z
                """,
                "1.0.0",
                List.of("ends", "grows", "taps", "steps"));
        inputs = BundleInputs.of(context);
    }

    @AfterEach
    void stop() {
        letGo.countDown();
        context.stop();
    }

    @Test
    void givesBackAllThatAnInputHeld() {
        assertThat(run("direct:ends", "a,b,c")).isNull();
        assertThat(run("direct:grows", "abc").type()).isEqualTo(ProblemType.BUNDLE_DATA_BUDGET);

        assertThat(inputs.bulkhead().inputs()).isZero();
        assertThat(inputs.bulkhead().bytes()).isZero();
    }

    @Test
    void holdsWhatATapCarriesUntilTheTapIsDone() throws InterruptedException {
        assertThat(run("direct:taps", "x".repeat(100_000))).isNull();

        assertThat(inputs.bulkhead().inputs()).isZero();
        assertThat(inputs.bulkhead().bytes()).isGreaterThanOrEqualTo(100_000);
        letGo.countDown();
        Instant end = Instant.now().plusSeconds(30);
        while (inputs.bulkhead().bytes() != 0 && Instant.now().isBefore(end)) {
            Thread.sleep(5);
        }
        assertThat(inputs.bulkhead().bytes()).isZero();
    }

    @Test
    void turnsAnInputAwayWhenTapsHoldAllThatTheBundleMayHold() {
        assertThat(run("direct:taps", "x".repeat(600_000))).isNull();
        assertThat(run("direct:taps", "y".repeat(600_000))).isNull();

        Problem busy = run("direct:ends", "z".repeat(950_000));

        assertThat(busy.type()).isEqualTo(ProblemType.BUNDLE_BUSY);
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(inputs.bulkhead().inputs()).isZero();
    }

    @Test
    void sharesItsRoomWithTheVersionThatReplacesIt() {
        CamelContext next = started(
                "- route: { id: r, from: { uri: direct:op, steps: [ { stop: {} } ] } }\n", "1.0.1", List.of("op"));

        assertThat(BundleInputs.of(next).bulkhead()).isSameAs(inputs.bulkhead());
        next.stop();
    }

    @Test
    void allowsOneMoreStepForEachByteThatCameIn() {
        assertThat(run("direct:steps", "a,".repeat(600)).type()).isEqualTo(ProblemType.BUNDLE_STEP_BUDGET);
        assertThat(run("direct:steps", "a".repeat(1_000) + ",a".repeat(600))).isNull();
    }

    @Test
    void hasRoomForTheLargestFileThatASourceHandsOver() {
        String line = "1234567890123|20260601|10|1250.00|0.00|1250.00|0.00|01|01|YW202606010000000001|0|\n";
        byte[] file = line.repeat((20 << 20) / line.length()).getBytes(StandardCharsets.US_ASCII);
        Findings findings = new Findings();
        Mapping lines = BundleFiles.read(Path.of("."), new BundleName("housing-fund"), findings)
                .flatMap(files -> BundleCheck.check(files, findings, Clock.systemUTC()))
                .orElseThrow()
                .mappings()
                .find("movement-lines")
                .orElseThrow();
        long most = BundleLimits.standard().perInput().toBytes();

        assertThat(Weight.of(lines.apply(file, Map.of()), most) + file.length).isBetween(10L * file.length / 4, most);
    }

    /** What ended the input; null when it was answered. */
    private @Nullable Problem run(String uri, Object body) {
        Exchange exchange = new DefaultExchange(context);
        CallContext call =
                new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(60));
        HubExchange.begin(exchange, call);
        exchange.getMessage().setBody(body);
        try {
            inputs.run(exchange, call, () -> context.createProducerTemplate().send(uri, exchange));
        } catch (Exception refused) {
            exchange.setException(refused);
        }
        return exchange.getException() == null ? null : Problem.in(exchange.getException());
    }

    private CamelContext started(String routes, String version, List<String> messages) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("routes/inputs/r.camel.yaml", routes.getBytes(StandardCharsets.UTF_8));
        StringBuilder declared = new StringBuilder(
                """
                bundle: inputs
                version: %s
                title: { zh: 输入, en: Inputs }
                department: 11430000MBHUB005XB
                app: inputs
                messages:
                """
                        .formatted(version));
        messages.forEach(name -> declared.append("  ").append(name).append(": { columns: [A] }\n"));
        files.put("routes/inputs/bundle.yaml", declared.toString().getBytes(StandardCharsets.UTF_8));
        Findings findings = new Findings();
        CheckedBundle checked = BundleCheck.check(new BundleFiles(NAME, files), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all()));
        Services.Active active = new Services.Active(
                NAME,
                Version.of(version),
                checked.files().digest(),
                checked.definition().department());
        CamelContext built =
                contexts.build(checked, new BundleScope(active, checked.definition(), checked.mappings(), Map.of()));
        built.start();
        return built;
    }
}
