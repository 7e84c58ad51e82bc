package io.xianghub.bundle.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A hub with a number of bundles as a process of its own: started, measured, called from outside, ended. */
final class HubProcess implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final long startMillis;
    private final long heap;
    private final int port;

    private HubProcess(Process process, String[] words) {
        this.process = process;
        this.startMillis = Long.parseLong(words[1]);
        this.heap = Long.parseLong(words[2]);
        this.port = Integer.parseInt(words[3]);
    }

    /** Starts a hub on this folder and deploys what it lacks of {@code bundles}. */
    static HubProcess start(Path data, int bundles) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx4g",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HubProcess.class.getName(),
                        data.toString(),
                        String.valueOf(bundles))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new HubProcess(process, line.split(" ", -1));
            }
        }
        throw new IOException("The hub ended before it was ready");
    }

    public static void main(String[] arguments) throws Exception {
        int bundles = Integer.parseInt(arguments[1]);
        try (BenchHub hub = new BenchHub(Path.of(arguments[0]))) {
            long started = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            for (int i = hub.active().all().size(); i < bundles; i++) {
                hub.deploy(BenchBundle.of("bundle-" + i, "1.0.0", 1).zip());
            }
            System.gc();
            Thread.sleep(1_000);
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(READY + started + " " + heap + " " + hub.port());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
        System.exit(0);
    }

    long startMillis() {
        return startMillis;
    }

    long heap() {
        return heap;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
