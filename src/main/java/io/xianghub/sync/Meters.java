package io.xianghub.sync;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** Counts runs and rows: {@code hub.sync.runs}, {@code hub.sync.rows}, {@code hub.sync.duration}. */
record Meters(MeterRegistry registry) {

    void run(Run run, RunState state, Duration took) {
        String[] tags = {"bundle", run.bundle().value(), "sync", run.sync(), "state", word(state)};
        registry.counter("hub.sync.runs", tags).increment();
        registry.timer("hub.sync.duration", tags).record(took);
    }

    void rows(Run run, RunReport report) {
        for (RunReport.Stream stream : report.streams()) {
            count(run, stream, "new", stream.added());
            count(run, stream, "changed", stream.changed());
            count(run, stream, "unchanged", stream.unchanged());
            count(run, stream, "quarantined", stream.quarantined());
        }
    }

    private void count(Run run, RunReport.Stream stream, String outcome, long rows) {
        registry.counter(
                        "hub.sync.rows",
                        "bundle",
                        run.bundle().value(),
                        "sync",
                        run.sync(),
                        "stream",
                        stream.stream(),
                        "outcome",
                        outcome)
                .increment((double) rows);
    }

    private static String word(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
