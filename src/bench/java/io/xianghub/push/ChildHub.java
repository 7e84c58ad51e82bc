package io.xianghub.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One life of a {@link CrashingHub}: started, talked to, dead. */
final class ChildHub {

    private static final Duration TO_BOOT = Duration.ofSeconds(90);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final int port;

    /** @param database url, user and password */
    ChildHub(Path folder, List<String> database, String gateway, Failpoint at, int after, Variant variant)
            throws IOException {
        port = freePort();
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dbench.halt-at=" + at,
                "-Dbench.halt-after=" + after,
                "-Dbench.variant=" + variant,
                "-Dbench.gateway=" + gateway,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CrashingHub.class.getName()));
        command.addAll(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--xianghub.data-dir=" + folder,
                "--spring.datasource.url=" + database.get(0),
                "--spring.datasource.username=" + database.get(1),
                "--spring.datasource.password=" + database.get(2),
                "--xianghub.push.relay-lease=2s",
                "--xianghub.push.tick=20ms",
                "--xianghub.push.batch=20",
                "--xianghub.push.claim-term=3s",
                "--xianghub.push.unknown-wait=300ms",
                "--xianghub.push.lost-after=20s"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("hub.log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** False when it died before it could answer. */
    boolean awaitReady() {
        long until = System.nanoTime() + TO_BOOT.toNanos();
        while (alive()) {
            if (get("/bench/open").isPresent()) {
                return true;
            }
            if (System.nanoTime() > until) {
                kill();
                throw new IllegalStateException("The hub did not start, see hub.log");
            }
            pause();
        }
        return false;
    }

    /** The message's id; empty when the hub died before it answered. */
    Optional<String> submit(String serial) {
        HttpRequest request = HttpRequest.newBuilder(address("/api/v1/messages"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BenchRows.post(serial)))
                .build();
        return send(request).filter(response -> response.statusCode() == 202).map(response -> id(response.body()));
    }

    private static String id(String body) {
        int from = body.indexOf("\"id\":\"") + 6;
        return body.substring(from, body.indexOf('"', from));
    }

    Optional<String> get(String path) {
        return send(HttpRequest.newBuilder(address(path))
                        .timeout(Duration.ofSeconds(20))
                        .build())
                .filter(response -> response.statusCode() == 200)
                .map(HttpResponse::body);
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException dead) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Kills this process only, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
