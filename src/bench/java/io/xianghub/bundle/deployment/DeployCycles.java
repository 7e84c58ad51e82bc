package io.xianghub.bundle.deployment;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * Deploys, calls and uninstalls a bundle again and again, and compares what the process holds before and after.
 *
 * <p>By hand: {@code DeployCycles <folder> 500}.
 */
public final class DeployCycles {

    private static final BundleName NAME = new BundleName("cycled");
    private static final int WARM_UP = 100;

    /** What the process holds after a collection. */
    record Held(long heap, int threads, int beans, int meters, long files) {}

    /** @param residues how many receipts named a residue */
    record Verdict(int cycles, int residues, Held before, Held after) {

        double heapRatio() {
            return (double) after.heap() / before.heap();
        }

        @Override
        public String toString() {
            return "%d cycles, %d residues, heap %.3f of before; before %s, after %s"
                    .formatted(cycles, residues, heapRatio(), before, after);
        }
    }

    private DeployCycles() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(run(Path.of(arguments[0]), WARM_UP, Integer.parseInt(arguments[1])));
        System.exit(0);
    }

    static Verdict run(Path folder, int warmUp, int cycles) throws Exception {
        byte[] zip = BenchBundle.of(NAME.value(), "1.0.0", 10).zip();
        try (BenchHub hub = new BenchHub(folder.resolve("hub"))) {
            cycle(hub, zip, warmUp);
            Held before = held(hub);
            int residues = cycle(hub, zip, cycles);
            return new Verdict(cycles, residues, before, held(hub));
        }
    }

    private static int cycle(BenchHub hub, byte[] zip, int cycles) {
        int residues = 0;
        for (int i = 0; i < cycles; i++) {
            hub.deploy(zip);
            Services.Match match =
                    hub.active().find(NAME, 1, "GET", "/op0", "bench").orElseThrow();
            hub.active()
                    .invoke(
                            match.operation(),
                            Map.of("query", Map.of("n", "1")),
                            Map.of(),
                            new CallContext(
                                    ExchangeId.next(),
                                    Actor.hub(),
                                    Instant.now().plusSeconds(10)));
            Receipt gone =
                    hub.deployments().uninstall(NAME, 1, "engineer", null).orElseThrow();
            residues += gone.residue().isEmpty() ? 0 : 1;
        }
        return residues;
    }

    private static Held held(BenchHub hub) throws InterruptedException {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(500);
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Held(
                heap,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getPlatformMBeanServer().getMBeanCount(),
                hub.bean(MeterRegistry.class).getMeters().size(),
                system.getOpenFileDescriptorCount());
    }
}
