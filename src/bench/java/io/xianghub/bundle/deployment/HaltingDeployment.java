package io.xianghub.bundle.deployment;

import io.xianghub.shared.BundleName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A hub as a process of its own that deploys a version and halts, as if the power went, at the beginning or end of a phase. */
public final class HaltingDeployment {

    static final String NAME = "pension";
    static final String OLD = "1.0.0";
    static final String NEXT = "1.0.1";
    private static final int HALTED = 86;

    private HaltingDeployment() {}

    /** @param atEnd whether the phase has done its work when the process halts */
    record Point(String phase, boolean atEnd) {}

    /** Deploys {@link #NEXT} in a process that halts at the point; the old version answered before. */
    static void run(List<String> database, Point point, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HaltingDeployment.class.getName(),
                        database.get(0),
                        database.get(1),
                        database.get(2),
                        point.phase(),
                        String.valueOf(point.atEnd()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("The process did not halt at " + point);
        }
        if (process.exitValue() != HALTED) {
            throw new IOException("The process ended by itself before " + point + ", see " + log);
        }
    }

    public static void main(String[] arguments) {
        DataSource source = new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]);
        Halt halt = new Halt(arguments[3], Boolean.parseBoolean(arguments[4]));
        TestHub hub = new TestHub(source, false, Duration.ofSeconds(5), halt);
        hub.deploy(BundleSource.of(NAME, OLD));
        halt.armed = true;
        hub.deploy(BundleSource.of(NAME, NEXT));
    }

    private static final class Halt implements PhaseObserver {

        private final String phase;
        private final boolean atEnd;
        private volatile boolean armed;

        Halt(String phase, boolean atEnd) {
            this.phase = phase;
            this.atEnd = atEnd;
        }

        @Override
        public void begins(BundleName bundle, String begun) {
            halt(begun, false);
        }

        @Override
        public void ends(BundleName bundle, String ended, Duration took) {
            halt(ended, true);
        }

        private void halt(String where, boolean ended) {
            if (armed && where.equals(phase) && ended == atEnd) {
                Runtime.getRuntime().halt(HALTED);
            }
        }
    }
}
