package io.xianghub.bundle.active;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.border.Border;
import io.xianghub.bundle.border.Tape;
import io.xianghub.bundle.border.TapeDifferences;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Ids;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets a candidate see live calls after they were answered: what departments said comes from the live call's recording, what
 * the candidate would cause is noted, and both versions are compared field by field. Callers never wait for it.
 */
public final class Shadow implements AutoCloseable {

    private static final int WAITING = 256;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Executor SOON = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

    /** Of recorded bytes, for the permits of {@link #room}. */
    private static final long UNIT = 1024;

    private final String id = Ids.next();
    private final RunningBundle candidate;
    private final int share;
    private final Shadows shadows;
    private final BundleLimits.Tapes tapes;
    private final Semaphore room;
    private final ThreadPoolExecutor worker;
    private final Tally tally;
    private final AtomicBoolean due = new AtomicBoolean();

    Shadow(RunningBundle candidate, int share, Shadows shadows) {
        this.candidate = candidate;
        this.share = share;
        this.shadows = shadows;
        tapes = shadows.tapes();
        room = new Semaphore(Math.toIntExact(1 + tapes.all().toBytes() / UNIT));
        tally = new Tally(tapes.each().toBytes());
        String name = "shadow (" + candidate.version().bundle() + ")";
        worker = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, name));
        worker.allowCoreThreadTimeOut(true);
    }

    /** How a version ended an input. */
    private record Ending(@Nullable Object answer, @Nullable Problem problem, Tape tape) {}

    /** Answers by the active version, and has a share of the inputs looked at by the candidate afterwards. */
    @Nullable Object alongside(RunningBundle active, Input input) {
        if (input.endpoint().startsWith("sync:") || ThreadLocalRandom.current().nextInt(100) >= share) {
            return active.invoke(input.endpoint(), input.body(), input.scope(), input.context());
        }
        Tape tape = new Tape(tapes.each().toBytes());
        if (!tape.reserve(input.body())) {
            tooLarge();
            return active.invoke(input.endpoint(), input.body(), input.scope(), input.context());
        }
        Object handed = Tape.copy(input.body());
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
            if (tape.reserve(answer)) {
                Input again = new Input(input.endpoint(), handed, input.scope(), input.context());
                compareLater(again, new Ending(Tape.copy(answer), problem, tape));
            } else {
                tooLarge();
            }
        }
    }

    private void compareLater(Input input, Ending live) {
        int weight = Math.toIntExact(1 + live.tape().bytes() / UNIT);
        if (!room.tryAcquire(weight)) {
            dropped();
            return;
        }
        try {
            worker.execute(() -> {
                try {
                    compare(input, live);
                } finally {
                    room.release(weight);
                }
            });
        } catch (RejectedExecutionException full) {
            room.release(weight);
            dropped();
        }
    }

    private void compare(Input input, Ending live) {
        if (!candidate.enter()) {
            return;
        }
        try {
            Ending shadowed = play(input, live.tape());
            if (shadowed.tape().outgrown()) {
                tally.tooLarge();
            } else {
                tally.compared(input.context().exchange().value(), differences(live, shadowed));
            }
            keepSoon();
        } finally {
            candidate.leave();
        }
    }

    private Ending play(Input input, Tape recording) {
        Tape tried = new Tape(tapes.each().toBytes());
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

    private void tooLarge() {
        tally.tooLarge();
        keepSoon();
    }

    private void dropped() {
        tally.dropped();
        keepSoon();
    }

    /** Whatever is found until then is kept together; nobody waits for the database. */
    private void keepSoon() {
        if (due.compareAndSet(false, true)) {
            SOON.execute(this::keepWhatIsDue);
        }
    }

    private synchronized void keepWhatIsDue() {
        due.set(false);
        if (!worker.isShutdown()) {
            keep();
        }
    }

    private void keep() {
        shadows.keep(id, candidate.version(), tally.findings());
    }

    /** What was found so far, by earlier shadows of the same version and on other nodes too. */
    public ShadowFindings comparison() {
        return shadows.kept(candidate.version(), id).plus(tally.findings());
    }

    // Together with the above: a thread that writes to the database is not interrupted, which H2 would take for a
    // broken file.
    @Override
    public synchronized void close() {
        worker.shutdownNow();
        keep();
    }
}
