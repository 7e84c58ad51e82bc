package io.xianghub.simulation;

import io.xianghub.legacy.Bindings;
import io.xianghub.shared.BundleName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Starts and stops the simulators of bundles; needs no Spring. */
public final class SimulatorRunner implements AutoCloseable {

    /** The password of every simulated system; valid nowhere else. */
    public static final String PASSWORD = "simulated";

    private final Path root;
    private final Path data;
    private final Map<String, Map<String, Integer>> ports;
    private final Map<String, Simulator> running = new LinkedHashMap<>();

    /**
     * @param root the folder that holds {@code routes/}
     * @param data where simulated SFTP servers keep their files
     * @param ports by bundle and system; any free port when absent or 0
     */
    public SimulatorRunner(Path root, Path data, Map<String, Map<String, Integer>> ports) {
        this.root = root.toAbsolutePath().normalize();
        this.data = data.toAbsolutePath().normalize();
        this.ports = Map.copyOf(ports);
    }

    public static SimulatorRunner of(Path root, Path data) {
        return new SimulatorRunner(root, data, Map.of());
    }

    /** Starts the simulators of every bundle that brings some. */
    public void startAll() {
        try (Stream<Path> bundles = Files.list(root.resolve("routes"))) {
            bundles.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(BundleName::valid)
                    .sorted()
                    .forEach(name -> start(new BundleName(name)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public synchronized void start(BundleName bundle) {
        for (SystemDefinition definition : SystemDefinition.read(root, bundle)) {
            running.computeIfAbsent(key(bundle, definition.name()), key -> play(definition));
        }
    }

    private Simulator play(SystemDefinition definition) {
        int port = port(definition, definition.name());
        try {
            return switch (definition.kind()) {
                case "http" -> new HttpSimulator(definition, port);
                case "frame" ->
                    new FrameSimulator(
                            definition, port, port(definition, definition.name() + "-hub"), folder(definition));
                case "sftp" -> new SftpSimulator(definition, port, folder(definition), PASSWORD);
                default -> new DatabaseSimulator(definition, port, PASSWORD);
            };
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(
                    "The simulator %s of %s cannot start on port %d: %s"
                            .formatted(definition.name(), definition.bundle(), port, failed.getMessage()),
                    failed);
        }
    }

    private int port(SystemDefinition definition, String name) {
        return ports.getOrDefault(definition.bundle().value(), Map.of()).getOrDefault(name, 0);
    }

    private Path folder(SystemDefinition definition) {
        return data.resolve("simulators").resolve(definition.bundle().value()).resolve(definition.name());
    }

    /** Lets the hub's connections lead to what runs here. */
    public synchronized void bindTo(Bindings bindings) {
        systems().forEach(system -> bindings.register(system.bundle(), system.connection(), system.binding()));
    }

    public synchronized List<SimulatedSystem> systems() {
        return running.values().stream().map(Simulator::system).toList();
    }

    /** Where the system listens. */
    public String address(BundleName bundle, String system) {
        return simulator(bundle, system).system().address();
    }

    /** The root folder of a simulated SFTP server, or where a system that speaks frames finds what it sends by itself. */
    public Path directory(BundleName bundle, String system) {
        if (simulator(bundle, system) instanceof SftpSimulator sftp) {
            return sftp.root();
        }
        if (simulator(bundle, system) instanceof FrameSimulator frames) {
            return frames.pushes();
        }
        throw new IllegalArgumentException(system + " has no folder");
    }

    /** The department's own way into a simulated database. */
    public DataSource dataSource(BundleName bundle, String system) {
        SimulatedSystem database = simulator(bundle, system).system();
        if (!database.kind().equals("database")) {
            throw new IllegalArgumentException(system + " is not a database");
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(database.address());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    private synchronized Simulator simulator(BundleName bundle, String system) {
        Simulator found = running.get(key(bundle, system));
        if (found == null) {
            throw new IllegalArgumentException("No simulator " + key(bundle, system) + " is running");
        }
        return found;
    }

    /** Ends one system, as if it had crashed. */
    public synchronized void stop(BundleName bundle, String system) {
        Simulator stopped = running.remove(key(bundle, system));
        if (stopped != null) {
            stopped.close();
        }
    }

    @Override
    public synchronized void close() {
        running.values().forEach(Simulator::close);
        running.clear();
    }

    private static String key(BundleName bundle, String system) {
        return bundle + "/" + system;
    }
}
