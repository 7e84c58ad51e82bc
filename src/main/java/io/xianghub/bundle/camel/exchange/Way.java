package io.xianghub.bundle.camel.exchange;

import io.xianghub.bundle.observation.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps that one input takes, its splits and taps included, and the one in which it failed. */
final class Way {

    private static final int MOST = 100;

    private final long begun = System.nanoTime();
    private final List<Trace.@Nullable Step> steps = new ArrayList<>();
    private int more;
    private @Nullable Throwable failure;
    private @Nullable Site failedAt;

    /** Takes a place in the order of steps; negative when there are too many already. */
    synchronized int begin() {
        if (steps.size() == MOST) {
            more++;
            return -1;
        }
        steps.add(null);
        return steps.size() - 1;
    }

    synchronized void end(int place, Trace.Step step) {
        if (place >= 0) {
            steps.set(place, step);
        }
    }

    /** The innermost step sees a failure first; those around it see the same one. */
    synchronized void failed(Throwable thrown, Site site) {
        if (failure == null || !isOf(thrown, failure)) {
            failure = thrown;
            failedAt = site;
        }
    }

    /** The step in which this failure arose; null when it arose outside of them. */
    synchronized @Nullable String origin(Throwable thrown) {
        return failure != null && failedAt != null && isOf(thrown, failure) ? failedAt.toString() : null;
    }

    private static boolean isOf(Throwable thrown, Throwable inner) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause == inner) {
                return true;
            }
        }
        return false;
    }

    long nanos() {
        return System.nanoTime() - begun;
    }

    /** The steps that have ended. */
    synchronized List<Trace.Step> steps() {
        List<Trace.Step> ended = new ArrayList<>(steps.size());
        for (Trace.Step step : steps) {
            if (step != null) {
                ended.add(step);
            }
        }
        return ended;
    }

    synchronized int more() {
        return more;
    }
}
