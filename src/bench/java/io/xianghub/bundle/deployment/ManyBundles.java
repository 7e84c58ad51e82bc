package io.xianghub.bundle.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A hub with many bundles beside a hub with one: how long it takes to start again, what a bundle costs in memory, and how many
 * calls of one service each answers, in rounds that alternate.
 *
 * <p>By hand: {@code ManyBundles <folder> 500 10 10000}: 500 bundles, ten rounds of 10 s on each hub.
 */
public final class ManyBundles {

    /** @param ratio median calls a second of the hub with many over that of the hub with one */
    record Verdict(
            int bundles,
            long startOne,
            long startMany,
            long bytesPerBundle,
            long failed,
            List<Long> one,
            List<Long> many,
            double ratio) {

        @Override
        public String toString() {
            return "%d bundles: start %d ms (one bundle %d ms), %d bytes a bundle, %d failed, calls a round with one %s, with all %s, ratio %.3f"
                    .formatted(bundles, startMany, startOne, bytesPerBundle, failed, one, many, ratio);
        }
    }

    private ManyBundles() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(run(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3])));
        System.exit(0);
    }

    static Verdict run(Path folder, int bundles, int rounds, long millis) throws Exception {
        HubProcess.start(folder.resolve("one"), 1).close();
        HubProcess.start(folder.resolve("many"), bundles).close();
        try (HubProcess one = HubProcess.start(folder.resolve("one"), 1);
                HubProcess many = HubProcess.start(folder.resolve("many"), bundles);
                Load load = new Load()) {
            List<Long> answeredByOne = new ArrayList<>();
            List<Long> answeredByMany = new ArrayList<>();
            long failed = round(load, one, millis, new ArrayList<>()) + round(load, many, millis, new ArrayList<>());
            for (int i = 0; i < rounds; i++) {
                failed += round(load, one, millis, answeredByOne);
                failed += round(load, many, millis, answeredByMany);
            }
            return new Verdict(
                    bundles,
                    one.startMillis(),
                    many.startMillis(),
                    (many.heap() - one.heap()) / Math.max(1, bundles - 1),
                    failed,
                    answeredByOne,
                    answeredByMany,
                    (double) median(answeredByMany) / median(answeredByOne));
        }
    }

    private static long round(Load load, HubProcess hub, long millis, List<Long> answered) throws Exception {
        String url = "http://127.0.0.1:" + hub.port() + BenchBundle.path("bundle-0", 0);
        Load.Round round = load.run(url, Load.token(hub.port()), 0, millis);
        answered.add(round.answered());
        return round.failed();
    }

    private static long median(List<Long> counts) {
        return counts.stream().sorted().skip(counts.size() / 2).findFirst().orElseThrow();
    }
}
