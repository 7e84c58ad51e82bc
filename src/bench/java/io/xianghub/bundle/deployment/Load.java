package io.xianghub.bundle.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The {@link LoadGenerator} in its own process, as the measuring process commands it. */
final class Load implements AutoCloseable {

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    /** @param micros from when a call was due until its answer */
    record Round(long answered, long failed, Histogram micros) {

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    Load() throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LoadGenerator.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A round under way; nothing else may be asked for before it has ended. */
    CompletableFuture<Round> begin(String url, String token, double rate, long millis) {
        try {
            commands.write("load " + url + " " + token + " " + rate + " " + millis + "\n");
            commands.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return CompletableFuture.supplyAsync(this::round);
    }

    Round run(String url, String token, double rate, long millis) {
        return begin(url, token, rate, millis).join();
    }

    private Round round() {
        try {
            String[] words = answers.readLine().split(" ", -1);
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(words[3]));
            return new Round(
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (IOException | DataFormatException gone) {
            throw new IllegalStateException("The load generator ended", gone);
        }
    }

    /** A token of the super-app that acts for itself. */
    static String token(int port) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString("demo-app:demo-app-secret".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
