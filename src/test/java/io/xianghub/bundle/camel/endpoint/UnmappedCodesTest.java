package io.xianghub.bundle.camel.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.border.Border;
import io.xianghub.bundle.border.Tape;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.mapping.MappingCompiler;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Remarks;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What becomes known of codes that no dictionary has. */
class UnmappedCodesTest {

    private static final BundleName NAME = new BundleName("coded");

    private final SetClock clock = new SetClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BundleLog log = new BundleLog(clock);
    private final MappingStep step = step();

    @Test
    void countsEachAndTellsOfTheSameCodeOnceAnHour() {
        maps("77", Border.LIVE);
        maps("77", Border.LIVE);
        maps("78", Border.LIVE);
        clock.now = clock.now.plus(Duration.ofMinutes(61));
        maps("77", Border.LIVE);

        assertThat(meters.get("hub.mapping.unmapped")
                        .tags("bundle", "coded", "mapping", "m", "field", "kind", "dictionary", "kinds")
                        .counter()
                        .count())
                .isEqualTo(4);
        assertThat(told())
                .containsExactly(
                        "Mapping m, field kind: the dictionary kinds has no code 77",
                        "Mapping m, field kind: the dictionary kinds has no code 78",
                        "Mapping m, field kind: the dictionary kinds has no code 77");
    }

    @Test
    void remarksOnTheRowOfTheExchangeWhichFieldItWasAndNeverTheCode() {
        assertThat(maps("77", Border.LIVE).all()).containsExactly("unmapped: m kind (kinds)");
        assertThat(maps("01", Border.LIVE).all()).isEmpty();
    }

    @Test
    void countsNothingThatIsOnlyPlayed() {
        assertThat(maps("77", Border.played(new Tape(), new Tape())).all()).isEmpty();

        assertThat(meters.find("hub.mapping.unmapped").counter()).isNull();
        assertThat(told()).isEmpty();
    }

    private Remarks maps(String code, Border border) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        Remarks remarks = new Remarks();
        HubExchange.begin(exchange, new CallContext(ExchangeId.next(), Actor.hub(), Instant.MAX, remarks), border);
        exchange.getMessage().setBody(Map.of("k", code));
        step.process(exchange);
        assertThat(exchange.getMessage().getBody()).isEqualTo(code.equals("01") ? Map.of("kind", "a") : Map.of());
        return remarks;
    }

    private List<String> told() {
        return log.after(NAME, null, Duration.ZERO).items().stream()
                .filter(event -> event.kind() == BundleEvent.Kind.UNMAPPED)
                .map(event -> event.message().en())
                .toList();
    }

    private MappingStep step() {
        TreeMap<String, byte[]> files = new TreeMap<>(Map.of(
                "mappings/coded/m.map.yaml",
                """
                source: { format: record }
                fields:
                  kind: { from: k, dictionary: { name: kinds, unmapped: reported }, sensitivity: public }
                """
                        .getBytes(StandardCharsets.UTF_8),
                "mappings/coded/dictionaries/kinds.csv",
                "code,standard,label,valid_from,valid_to\n01,a,,,\n".getBytes(StandardCharsets.UTF_8)));
        Services.Active version = new Services.Active(NAME, Version.of("1.0.0"), "0123456789abcdef", "x");
        return new MappingStep(
                MappingCompiler.compile(files, new Findings(), clock).find("m").orElseThrow(),
                new UnmappedCodes(version, log, meters, clock));
    }

    private static final class SetClock extends Clock {

        private Instant now = Instant.parse("2026-06-01T04:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
