package io.xianghub.bundle.camel.endpoint;

import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.mapping.Derivation;
import io.xianghub.mapping.Witness;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Counts the codes of live inputs that a version's dictionaries do not have, and tells its engineers of each once an hour. */
public final class UnmappedCodes {

    private static final Duration SILENCE = Duration.ofHours(1);

    /** More different codes than this in an hour are not codes; they are still counted. */
    private static final int MOST_REMEMBERED = 1_000;

    private final Services.Active version;
    private final BundleLog log;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Instant> told = new ConcurrentHashMap<>();

    public UnmappedCodes(Services.Active version, BundleLog log, MeterRegistry meters, Clock clock) {
        this.version = version;
        this.log = log;
        this.meters = meters;
        this.clock = clock;
    }

    /** The border's witness, and beside it this counting unless nothing is live. */
    Witness witness(Exchange exchange) {
        Witness border = HubExchange.border(exchange).witness();
        boolean played = HubExchange.border(exchange).wire().isPlayed();
        return played ? border : new Counting(border, HubExchange.context(exchange));
    }

    private void unmapped(String mapping, String field, String dictionary, @Nullable String code, ExchangeId exchange) {
        meters.counter(
                        "hub.mapping.unmapped",
                        "bundle",
                        version.bundle().value(),
                        "mapping",
                        mapping,
                        "field",
                        field,
                        "dictionary",
                        dictionary)
                .increment();
        if (isNews(mapping + "\n" + field + "\n" + dictionary + "\n" + code)) {
            String shown = code == null ? "…" : code;
            log.record(
                    version,
                    BundleEvent.Kind.UNMAPPED,
                    Text.of(
                            "映射 %s 的字段 %s：字典 %s 没有代码 %s",
                            "Mapping %s, field %s: the dictionary %s has no code %s",
                            mapping,
                            field,
                            dictionary,
                            shown),
                    exchange,
                    null);
        }
    }

    private boolean isNews(String what) {
        Instant now = clock.instant();
        if (told.size() >= MOST_REMEMBERED) {
            told.values().removeIf(at -> at.plus(SILENCE).isBefore(now));
        }
        if (told.size() >= MOST_REMEMBERED && !told.containsKey(what)) {
            return false;
        }
        Instant last = told.putIfAbsent(what, now);
        return last == null || (!last.isAfter(now.minus(SILENCE)) && told.replace(what, last, now));
    }

    private final class Counting implements Witness {

        private final Witness border;
        private final CallContext call;

        Counting(Witness border, CallContext call) {
            this.border = border;
            this.call = call;
        }

        @Override
        public boolean follows() {
            return border.follows();
        }

        @Override
        public void read(String mapping, String source) {
            border.read(mapping, source);
        }

        @Override
        public void coded(String dictionary, String code) {
            border.coded(dictionary, code);
        }

        @Override
        public void unmapped(String mapping, String field, String dictionary, @Nullable String code) {
            border.unmapped(mapping, field, dictionary, code);
            UnmappedCodes.this.unmapped(mapping, field, dictionary, code, call.exchange());
            call.remarks().add("unmapped: " + mapping + " " + field + " (" + dictionary + ")");
        }

        @Override
        public void repeated(String mapping, int count) {
            border.repeated(mapping, count);
        }

        @Override
        public boolean wants() {
            return border.wants();
        }

        @Override
        public void made(Derivation derivation) {
            border.made(derivation);
        }

        @Override
        public void skipped(Derivation derivation) {
            border.skipped(derivation);
        }
    }
}
