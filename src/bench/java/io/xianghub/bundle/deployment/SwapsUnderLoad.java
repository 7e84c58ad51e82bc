package io.xianghub.bundle.deployment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Swaps versions of a hub on PostgreSQL under a constant load from another process, in rounds that alternate with rounds without swaps, at half of
 * what the hub keeps up with. Both calls and deployments are warm before anything is timed: the first hundreds of deployments keep the
 * compiler busy. Rounds are kept in the folder, so that a run goes on where it was.
 *
 * <p>By hand: {@code SwapsUnderLoad <folder> 1000 25 25000} makes 1,000 swaps, one a second in rounds of 25 s.
 */
public final class SwapsUnderLoad {

    private static final String NAME = "swapped";
    private static final long AT_ONCE_MICROS = 10_000;

    private final Path kept;
    private final int swaps;
    private final int swapsInRound;
    private final long millis;

    /** @param ratio 99th percentile of the rounds with swaps over that of the rounds without */
    record Verdict(
            int swaps, long answered, long failed, double rate, Histogram quiet, Histogram swapping, double ratio) {

        @Override
        public String toString() {
            return "%d swaps, %d answered, %d failed, %.0f calls/s; without swaps %s; with swaps %s; p99 ratio %.2f"
                    .formatted(swaps, answered, failed, rate, words(quiet), words(swapping), ratio);
        }

        private static String words(Histogram micros) {
            return "p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.1f ms"
                    .formatted(
                            micros.getValueAtPercentile(50) / 1000.0,
                            micros.getValueAtPercentile(99) / 1000.0,
                            micros.getValueAtPercentile(99.9) / 1000.0,
                            micros.getMaxValue() / 1000.0);
        }
    }

    private SwapsUnderLoad(Path folder, int swaps, int swapsInRound, long millis) throws IOException {
        this.kept = Files.createDirectories(folder).resolve("rounds.txt");
        this.swaps = swaps;
        this.swapsInRound = swapsInRound;
        this.millis = millis;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(run(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3])));
        System.exit(0);
    }

    static Verdict run(Path folder, int swaps, int swapsInRound, long millis) throws Exception {
        return new SwapsUnderLoad(folder, swaps, swapsInRound, millis).run(folder.resolve("hub"));
    }

    private Verdict run(Path data) throws Exception {
        try (BenchHub hub = BenchHub.onPostgreSql(data);
                Load load = new Load()) {
            int version = keptRounds("swapping").size() * swapsInRound + 1;
            hub.deploy(zip(version));
            for (int i = 0; i < swaps * 2 / 5; i++) {
                hub.deploy(zip(++version));
            }
            String url = "http://127.0.0.1:" + hub.port() + BenchBundle.path(NAME, 0);
            String token = Load.token(hub.port());
            double rate = halfLoad(load, url, token);
            long interval = TimeUnit.MILLISECONDS.toNanos(millis) / swapsInRound;
            while (keptRounds("swapping").size() * swapsInRound < swaps) {
                keep("quiet", load.run(url, token, rate, millis));
                CompletableFuture<Load.Round> round = load.begin(url, token, rate, millis);
                long begin = System.nanoTime();
                for (int i = 0; i < swapsInRound; i++) {
                    TimeUnit.NANOSECONDS.sleep(begin + interval * i - System.nanoTime());
                    hub.deploy(zip(++version));
                }
                keep("swapping", round.join());
            }
            return verdict(rate);
        }
    }

    /**
     * Calls a second: half of what the hub keeps up with when warm. Warm it is when three rounds of calls as fast as answers come answered no more
     * than a twentieth above the best before them. It keeps up with calls at fixed times when half of them are answered at once; that is fewer than
     * it answers at most, since callers who wait for answers come in step with it. Found once and kept, so that a run that goes on loads the
     * hub alike.
     */
    private double halfLoad(Load load, String url, String token) throws IOException {
        long round = Math.min(millis, 10_000);
        long best = 1;
        for (int level = 0; level < 3; ) {
            long answered = load.run(url, token, 0, round).answered();
            level = answered > best * 1.05 ? 0 : level + 1;
            best = Math.max(best, answered);
        }
        List<String[]> known = keptRounds("rate");
        if (!known.isEmpty()) {
            return Double.parseDouble(known.get(0)[1]);
        }
        double most = best * 1000.0 / round;
        double sustained = most;
        while (load.run(url, token, sustained, round).micros().getValueAtPercentile(50) > AT_ONCE_MICROS) {
            sustained *= 0.95;
        }
        double rate = Math.rint(sustained / 2);
        keep("rate " + rate);
        keep("most " + Math.rint(most));
        return rate;
    }

    private static byte[] zip(int version) {
        return BenchBundle.of(NAME, "1.0." + version, 1).zip();
    }

    private void keep(String kind, Load.Round round) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(round.micros().getNeededByteBufferCapacity());
        int length = round.micros().encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = Arrays.copyOf(buffer.array(), length);
        keep(kind + " " + round.answered() + " " + round.failed() + " "
                + Base64.getEncoder().encodeToString(bytes));
    }

    private void keep(String line) throws IOException {
        Files.writeString(kept, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<String[]> keptRounds(String kind) throws IOException {
        List<String[]> rounds = new ArrayList<>();
        for (String line : Files.exists(kept) ? Files.readAllLines(kept) : List.<String>of()) {
            if (line.startsWith(kind + " ")) {
                rounds.add(line.split(" ", -1));
            }
        }
        return rounds;
    }

    private Verdict verdict(double rate) throws Exception {
        Histogram quiet = merged(keptRounds("quiet"));
        Histogram swapping = merged(keptRounds("swapping"));
        long failed = 0;
        for (String[] round : keptRounds("quiet")) {
            failed += Long.parseLong(round[2]);
        }
        for (String[] round : keptRounds("swapping")) {
            failed += Long.parseLong(round[2]);
        }
        return new Verdict(
                keptRounds("swapping").size() * swapsInRound,
                quiet.getTotalCount() + swapping.getTotalCount(),
                failed,
                rate,
                quiet,
                swapping,
                (double) swapping.getValueAtPercentile(99) / quiet.getValueAtPercentile(99));
    }

    private static Histogram merged(List<String[]> rounds) throws Exception {
        Histogram all = new Histogram(60_000_000L, 3);
        for (String[] round : rounds) {
            all.add(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(round[3])), 0));
        }
        return all;
    }
}
