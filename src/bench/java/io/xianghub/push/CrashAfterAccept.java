package io.xianghub.push;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Halts a hub again and again, right after a 202 and at each step behind it, then compares three sets: what was accepted, what stands in the
 * inbox, what the gateway sent. The folder keeps the run, so that it goes on where it was when it is started again.
 *
 * <p>By hand: {@code CrashAfterAccept <folder> <H2|POSTGRESQL> <halts> <seed>}; the full size is 200 halts for each of three seeds.
 */
public final class CrashAfterAccept {

    private static final Duration TO_SETTLE = Duration.ofSeconds(60);
    private static final List<Failpoint> POINTS =
            List.of(Failpoint.A, Failpoint.R0, Failpoint.R1, Failpoint.C0, Failpoint.C1, Failpoint.C2, Failpoint.C3);

    private final Path folder;
    private final List<String> database;
    private final Variant variant;
    private final Journal accepted;
    private final Journal halts;
    private final Map<String, String> idBySerial = new LinkedHashMap<>();
    private final Set<String> open = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int next;

    /** @param wrong one sentence for each broken promise; none when all held */
    public record Verdict(int halts, int accepted, List<String> wrong) {}

    private CrashAfterAccept(Path folder, List<String> database, Variant variant) throws IOException {
        this.folder = folder;
        this.database = database;
        this.variant = variant;
        accepted = new Journal(folder.resolve("accepted.log"));
        halts = new Journal(folder.resolve("halts.log"));
        for (String line : accepted.lines()) {
            String[] parts = line.split(" ", 2);
            idBySerial.put(parts[0], parts[1]);
            next = Math.max(next, Integer.parseInt(parts[0].substring(1)) + 1);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int halts = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        Verdict verdict;
        if (arguments[1].equals("H2")) {
            verdict = onH2(folder, halts, seed);
        } else {
            verdict = onPostgreSql(folder, halts, seed);
        }
        System.out.println(verdict);
        System.exit(verdict.wrong().isEmpty() ? 0 : 1);
    }

    static Verdict onH2(Path folder, int halts, long seed) throws IOException {
        return onH2(folder, Variant.RIGHT, shuffled(halts, seed));
    }

    static Verdict onH2(Path folder, Variant variant, List<Failpoint> plan) throws IOException {
        String url = "jdbc:h2:file:" + folder.resolve("db/hub") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        return new CrashAfterAccept(folder, List.of(url, "hub", ""), variant).run(plan, plan.hashCode());
    }

    static Verdict onPostgreSql(Path folder, int halts, long seed) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .start()) {
            List<String> database = List.of(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            return new CrashAfterAccept(folder, database, Variant.RIGHT).run(shuffled(halts, seed), seed);
        }
    }

    /** Every point equally often, in an order that the seed decides. */
    private static List<Failpoint> shuffled(int halts, long seed) {
        List<Failpoint> plan = new ArrayList<>();
        for (int i = 0; i < halts; i++) {
            plan.add(POINTS.get(i % POINTS.size()));
        }
        Collections.shuffle(plan, new Random(seed));
        return plan;
    }

    private Verdict run(List<Failpoint> plan, long seed) throws IOException {
        Random random = new Random(seed);
        BenchGateway gateway = new BenchGateway(folder.resolve("taken.log"));
        try {
            int done = halts.lines().size();
            for (Failpoint at : plan.subList(Math.min(done, plan.size()), plan.size())) {
                live(gateway, at, 1 + random.nextInt(at == Failpoint.A ? 8 : 3), random);
                halts.add(at.name());
            }
            settle(gateway);
            return new Verdict(plan.size(), idBySerial.size(), List.copyOf(wrong));
        } finally {
            gateway.stop();
        }
    }

    /** One life up to its halt; what got no answer is submitted again in the next. */
    private void live(BenchGateway gateway, Failpoint at, int after, Random random) throws IOException {
        ChildHub hub = new ChildHub(folder, database, gateway.address(), at, after, variant);
        try {
            if (!hub.awaitReady()) {
                return;
            }
            for (String serial : List.copyOf(open)) {
                submit(hub, serial);
            }
            for (int i = 0; hub.alive() && i < 2_000; i++) {
                submit(hub, "S" + next++);
                if (!idBySerial.isEmpty() && random.nextInt(5) == 0) {
                    List<String> known = List.copyOf(idBySerial.keySet());
                    submit(hub, known.get(random.nextInt(known.size())));
                }
                if (i > 20) {
                    ChildHub.pause();
                }
            }
        } finally {
            hub.kill();
        }
    }

    private void submit(ChildHub hub, String serial) throws IOException {
        if (!idBySerial.containsKey(serial)) {
            open.add(serial);
        }
        Optional<String> id = hub.submit(serial);
        if (id.isEmpty()) {
            return;
        }
        open.remove(serial);
        String before = idBySerial.put(serial, id.get());
        if (before == null) {
            accepted.add(serial + " " + id.get());
        } else if (!before.equals(id.get())) {
            wrong.add(serial + " was accepted as " + before + " and again as " + id.get());
        }
    }

    /** A last life without a halt: everything comes to rest, then the sets are compared. */
    private void settle(BenchGateway gateway) throws IOException {
        ChildHub hub = new ChildHub(folder, database, gateway.address(), Failpoint.NONE, 1, variant);
        try {
            if (!hub.awaitReady()) {
                wrong.add("The hub does not start any more");
                return;
            }
            for (String serial : List.copyOf(open)) {
                submit(hub, serial);
            }
            long until = System.nanoTime() + TO_SETTLE.toNanos();
            for (String open = "?";
                    !open.isEmpty();
                    open = hub.get("/bench/open").orElse("?")) {
                if (System.nanoTime() > until) {
                    wrong.add("After a minute there is still something on its way: " + open);
                    return;
                }
                ChildHub.pause();
            }
            String inbox = hub.get("/bench/inbox").orElse("");
            compare(inbox.isEmpty() ? List.of() : List.of(inbox.split("\n")), gateway.taken());
        } finally {
            hub.kill();
        }
    }

    private void compare(List<String> inbox, List<String> sent) {
        Set<String> expected = new HashSet<>(idBySerial.values());
        if (expected.size() != idBySerial.size()) {
            wrong.add("Two rows were accepted as the same message");
        }
        difference("the inbox", expected, inbox);
        difference("the gateway", expected, sent);
    }

    private void difference(String where, Set<String> expected, List<String> found) {
        Map<String, Integer> times = new HashMap<>();
        found.forEach(id -> times.merge(id, 1, Integer::sum));
        expected.stream()
                .filter(id -> !times.containsKey(id))
                .forEach(id -> wrong.add("Lost: " + where + " never had " + id));
        times.forEach((id, count) -> {
            if (!expected.contains(id)) {
                wrong.add("Nobody was told of " + id + ", which " + where + " has");
            }
            if (count > 1) {
                wrong.add("Twice: " + where + " had " + id + " " + count + " times");
            }
        });
    }
}
