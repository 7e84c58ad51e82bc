package io.xianghub.simulation;

import io.xianghub.legacy.Bindings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The simulators of the running hub: up before any bundle is deployed, down after the last one stopped. */
public final class Simulators implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Simulators.class);

    private final SimulatorRunner runner;
    private final Bindings bindings;
    private volatile boolean running;

    Simulators(SimulatorRunner runner, Bindings bindings) {
        this.runner = runner;
        this.bindings = bindings;
    }

    @Override
    public void start() {
        runner.startAll();
        runner.bindTo(bindings);
        running = true;
        LOG.info("Simulated systems (valid nowhere else):\n{}", table());
    }

    /** What is being played, and where. */
    public List<SimulatedSystem> systems() {
        return runner.systems();
    }

    private String table() {
        return runner.systems().stream()
                .map(system -> String.format(
                        Locale.ROOT,
                        "  %-36s %-9s %-64s %s",
                        system.bundle() + " / " + system.name(),
                        system.kind(),
                        system.address().replaceAll(";.*", ""),
                        system.user() == null ? "" : system.user() + " / " + system.password()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void stop() {
        runner.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
