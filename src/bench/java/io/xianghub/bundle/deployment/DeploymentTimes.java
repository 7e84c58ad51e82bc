package io.xianghub.bundle.deployment;

import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.BundleName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * Times deployments of a bundle with ten routes, from the zip's bytes to the receipt, as a whole and phase by phase, and again while
 * another bundle's version drains because somebody is still inside.
 *
 * <p>By hand: {@code DeploymentTimes <folder> 200 25000}: 200 deployments, and as many as fit into a drain of 25 s.
 */
public final class DeploymentTimes {

    private static final String NAME = "ten-routes";
    private static final String SLOW = "draining";
    private static final int WARM_UP = 30;

    private int version;

    /**
     * @param phases milliseconds of each phase of the deployments alone; {@code admit} holds the activation check
     * @param drained whether the version that was waited for finished in its own time
     */
    record Verdict(
            Histogram alone, Map<String, Histogram> phases, Histogram besideDrain, boolean drained, int failedSamples) {

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("alone: %s%nwhile another bundle drains: %s; drained %s"
                    .formatted(words(alone), words(besideDrain), drained));
            phases.forEach((phase, millis) -> text.append("%n  %s: p50 %d ms, p95 %d ms"
                    .formatted(phase, millis.getValueAtPercentile(50), millis.getValueAtPercentile(95))));
            return text.toString();
        }

        private static String words(Histogram millis) {
            return "%d deployments, p50 %d ms, p95 %d ms, p99 %d ms, max %d ms"
                    .formatted(
                            millis.getTotalCount(),
                            millis.getValueAtPercentile(50),
                            millis.getValueAtPercentile(95),
                            millis.getValueAtPercentile(99),
                            millis.getMaxValue());
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(new DeploymentTimes()
                .run(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2])));
        System.exit(0);
    }

    Verdict run(Path folder, int deployments, long drainMillis) throws Exception {
        try (BenchHub hub = new BenchHub(folder.resolve("hub"))) {
            Histogram warmUp = new Histogram(3);
            times(hub, warmUp, new LinkedHashMap<>(), () -> warmUp.getTotalCount() < Math.min(WARM_UP, deployments));
            Histogram alone = new Histogram(3);
            Map<String, Histogram> phases = new LinkedHashMap<>();
            int failed = times(hub, alone, phases, () -> alone.getTotalCount() < deployments);
            hub.deploy(BenchBundle.of(SLOW, "1.0.0", 1).zip());
            RunningBundle slow = hub.active().running(new BundleName(SLOW)).orElseThrow();
            slow.enter();
            CompletableFuture<Receipt> draining = CompletableFuture.supplyAsync(
                    () -> hub.deploy(BenchBundle.of(SLOW, "1.0.1", 1).zip()));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMillis);
            Histogram beside = new Histogram(3);
            failed += times(hub, beside, new LinkedHashMap<>(), () -> System.nanoTime() < end && !draining.isDone());
            slow.leave();
            return new Verdict(alone, phases, beside, draining.get().drained(), failed);
        }
    }

    /** @return samples that did not pass */
    private int times(BenchHub hub, Histogram millis, Map<String, Histogram> phases, BooleanSupplier more) {
        int failed = 0;
        while (more.getAsBoolean()) {
            byte[] zip = BenchBundle.of(NAME, "1.0." + ++version, 10).zip();
            long begun = System.nanoTime();
            Receipt receipt = hub.deploy(zip);
            millis.recordValue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            receipt.phases().forEach(phase -> phases.computeIfAbsent(phase.name(), name -> new Histogram(3))
                    .recordValue(phase.millis()));
            Receipt.Samples samples = receipt.samples();
            failed += samples == null ? 1 : samples.total() - samples.passed();
        }
        return failed;
    }
}
