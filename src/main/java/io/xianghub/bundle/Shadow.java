package io.xianghub.bundle;

import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a candidate see live calls after they were answered: what departments said comes from the live call's recording, what
 * the candidate would cause is noted, and both versions are compared field by field. Callers never wait for it.
 */
final class Shadow implements AutoCloseable {

    private static final int WAITING = 256;
    private static final int MOST_FIELDS = 200;
    private static final int MOST_EXAMPLES = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RunningBundle candidate;
    private final int share;
    private final ThreadPoolExecutor worker;
    private final Map<String, Long> fields = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private long compared;
    private long differing;
    private long dropped;

    Shadow(RunningBundle candidate, int share) {
        this.candidate = candidate;
        this.share = share;
        String name = "shadow (" + candidate.version().bundle() + ")";
        worker = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> new Thread(work, name),
                (work, full) -> drop());
        worker.allowCoreThreadTimeOut(true);
    }

    /**
     * What was found so far; values are never kept, only where they differ.
     *
     * @param dropped calls that were not compared because too many waited
     * @param fields how often each field differed, most often first
     */
    public record Comparison(
            long compared, long differing, long dropped, Map<String, Long> fields, List<Example> examples) {}

    /** An exchange in which the versions differed, and where. */
    public record Example(String exchange, List<String> fields) {}

    /** How a version ended an input. */
    private record Ending(@Nullable Object answer, @Nullable Problem problem, Tape tape) {}

    /** Answers by the active version, and has a share of the inputs looked at by the candidate afterwards. */
    @Nullable Object alongside(RunningBundle active, Input input) {
        if (input.endpoint().startsWith("sync:") || ThreadLocalRandom.current().nextInt(100) >= share) {
            return active.invoke(input.endpoint(), input.body(), input.scope(), input.context());
        }
        Object handed = Tape.copy(input.body());
        Tape tape = new Tape();
        Problem problem = null;
        Object answer = null;
        try {
            answer = active.invoke(
                    input.endpoint(), input.body(), input.scope(), input.context(), Border.recording(tape));
            return answer;
        } catch (Problem ended) {
            problem = ended;
            throw ended;
        } finally {
            Ending live = new Ending(Tape.copy(answer), problem, tape);
            Input again = new Input(input.endpoint(), handed, input.scope(), input.context());
            worker.execute(() -> compare(again, live));
        }
    }

    private void compare(Input input, Ending live) {
        if (!candidate.enter()) {
            return;
        }
        try {
            Ending shadowed = play(input, live.tape());
            found(input.context().exchange().value(), differences(live, shadowed));
        } finally {
            candidate.leave();
        }
    }

    private Ending play(Input input, Tape recording) {
        Tape tried = new Tape();
        CallContext live = input.context();
        CallContext again =
                new CallContext(live.exchange(), live.actor(), Instant.now().plus(LONGEST));
        try {
            Object answer = candidate.invoke(
                    input.endpoint(), input.body(), input.scope(), again, Border.played(recording, tried));
            return new Ending(answer, null, tried);
        } catch (Problem problem) {
            return new Ending(null, problem, tried);
        }
    }

    private static List<String> differences(Ending live, Ending shadowed) {
        List<String> where = new ArrayList<>();
        String ended = slug(live.problem());
        if (!ended.equals(slug(shadowed.problem()))) {
            where.add("problem");
        } else if (live.problem() == null) {
            where.addAll(TapeDifferences.paths("answer", live.answer(), shadowed.answer()));
        }
        where.addAll(TapeDifferences.between(live.tape(), shadowed.tape()));
        return where;
    }

    private static String slug(@Nullable Problem problem) {
        return problem == null ? "" : problem.type().slug();
    }

    private synchronized void found(String exchange, List<String> where) {
        compared++;
        if (where.isEmpty()) {
            return;
        }
        differing++;
        for (String field : where) {
            if (fields.containsKey(field) || fields.size() < MOST_FIELDS) {
                fields.merge(field, 1L, Long::sum);
            }
        }
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(new Example(exchange, where));
        }
    }

    private synchronized void drop() {
        dropped++;
    }

    synchronized Comparison comparison() {
        Map<String, Long> most = new LinkedHashMap<>();
        fields.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(field -> most.put(field.getKey(), field.getValue()));
        return new Comparison(compared, differing, dropped, most, List.copyOf(examples));
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
