package io.xianghub.bundle.deployment;

import io.xianghub.shared.BundleName;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A hub as a process of its own that deploys a version and halts, as if the power went, at the beginning or end of a phase,
 * or between two statements of it.
 */
public final class HaltingDeployment {

    static final String NAME = "pension";
    static final String OLD = "1.0.0";
    static final String NEXT = "1.0.1";
    private static final int HALTED = 86;

    private HaltingDeployment() {}

    /** @param done how many of the phase's statements have been executed when the process halts; {@link #ALL} at its end */
    record Point(String phase, int done) {

        static final int ALL = Integer.MAX_VALUE;

        static Point begin(String phase) {
            return new Point(phase, 0);
        }

        static Point end(String phase) {
            return new Point(phase, ALL);
        }
    }

    /**
     * Deploys {@link #NEXT} in a process that halts at the point; the old version answered before.
     *
     * @return false when the phase has no more statements than that, and the deployment went well
     */
    static boolean run(List<String> database, Point point, Path log) throws IOException, InterruptedException {
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
                        String.valueOf(point.done()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("The process did not halt at " + point);
        }
        if (process.exitValue() != HALTED && process.exitValue() != 0) {
            throw new IOException("The process ended by itself before " + point + ", see " + log);
        }
        return process.exitValue() == HALTED;
    }

    public static void main(String[] arguments) {
        Halt halt = new Halt(new Point(arguments[3], Integer.parseInt(arguments[4])));
        DataSource source =
                halt.watch(new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]), DataSource.class);
        TestHub hub = new TestHub(source, false, Duration.ofSeconds(5), halt);
        hub.deploy(BundleSource.of(NAME, OLD));
        halt.armed = true;
        hub.deploy(BundleSource.of(NAME, NEXT));
        System.exit(0);
    }

    /** Sees the phases, and what is written in them. */
    private static final class Halt implements PhaseObserver {

        private final Point point;
        private final AtomicInteger executed = new AtomicInteger();
        private volatile boolean armed;
        private volatile String phase = "";

        Halt(Point point) {
            this.point = point;
        }

        @Override
        public void begins(BundleName bundle, String begun) {
            phase = begun;
            executed.set(0);
            halt(begun, 0);
        }

        @Override
        public void ends(BundleName bundle, String ended, Duration took) {
            phase = "";
            halt(ended, Point.ALL);
        }

        private void halt(String where, int done) {
            if (armed && point.equals(new Point(where, done))) {
                Runtime.getRuntime().halt(HALTED);
            }
        }

        /** What hands out connections and statements, watched as far as writing goes. */
        <T> T watch(T watched, Class<T> type) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                        Object answer = call(watched, method, values);
                        if (method.getName().equals("executeUpdate")) {
                            halt(phase, executed.incrementAndGet());
                        }
                        if (answer instanceof Connection connection) {
                            return watch(connection, Connection.class);
                        }
                        return answer instanceof PreparedStatement statement
                                ? watch(statement, PreparedStatement.class)
                                : answer;
                    }));
        }

        private static Object call(Object watched, Method method, Object[] values) throws Throwable {
            try {
                return method.invoke(watched, values);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }
    }
}
