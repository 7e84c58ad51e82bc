package io.xianghub.bundle.deployment;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * A process of its own that calls a service and checks every answer. Reads commands from its input: {@code load <url> <token>
 * <calls a second> <millis>} calls at fixed times and measures from the time at which a call was due, so that waiting counts;
 * a rate of 0 calls as fast as answers come. Answers {@code done <answered> <failed> <histogram of microseconds>}.
 */
public final class LoadGenerator {

    private static final int THREADS = 16;
    private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final CloseableHttpClient http;
    private final AtomicLong number = new AtomicLong();

    private LoadGenerator() {
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
        connections.setDefaultMaxPerRoute(THREADS);
        connections.setMaxTotal(THREADS);
        http = HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .build();
    }

    private record Share(Histogram micros, long failed) {}

    public static void main(String[] arguments) throws Exception {
        LoadGenerator generator = new LoadGenerator();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            System.out.println(
                    generator.load(words[1], words[2], Double.parseDouble(words[3]), Long.parseLong(words[4])));
        }
    }

    private String load(String url, String token, double rate, long millis) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        double interval = rate == 0 ? 0 : 1e9 / rate;
        List<Future<Share>> shares = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            shares.add(threads.submit(() -> {
                Histogram micros = new Histogram(LONGEST_MICROS, 3);
                long failed = 0;
                for (long call = first; ; call += THREADS) {
                    long due = interval == 0 ? System.nanoTime() : begin + (long) (call * interval);
                    if (due >= end) {
                        return new Share(micros, failed);
                    }
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    if (answered(url, token)) {
                        long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                        micros.recordValue(Math.min(took, LONGEST_MICROS));
                    } else {
                        failed++;
                    }
                }
            }));
        }
        Histogram all = new Histogram(LONGEST_MICROS, 3);
        long failed = 0;
        for (Future<Share> share : shares) {
            all.add(share.get().micros());
            failed += share.get().failed();
        }
        threads.shutdown();
        return "done " + all.getTotalCount() + " " + failed + " " + encoded(all);
    }

    /** Only the very answer to this call counts. */
    private boolean answered(String url, String token) {
        String asked = String.valueOf(number.incrementAndGet());
        HttpGet call = new HttpGet(url + "?n=" + asked);
        call.setHeader("Authorization", "Bearer " + token);
        try {
            return http.execute(call, answer -> {
                String body = EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8);
                return answer.getCode() == 200 && body.contains("\"value\":\"" + asked + "\"");
            });
        } catch (IOException broken) {
            return false;
        }
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(buffer.array(), 0, length);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
