package io.xianghub.bundle.border;

import io.xianghub.shared.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The crossings of one input, in the order in which they ended; several threads of a route may write. A tape that has
 * outgrown its bound lets go of what it has and takes nothing more.
 */
public final class Tape {

    private final List<Crossing> crossings = new ArrayList<>();
    private final long most;
    private long bytes;
    private boolean outgrown;

    /** A tape without an end, for inputs that are bounded themselves. */
    public Tape() {
        this(Long.MAX_VALUE);
    }

    /** @param most how many bytes it may hold, estimated */
    public Tape(long most) {
        this.most = most;
    }

    public synchronized void add(Crossing crossing) {
        for (Object part : crossing.parts()) {
            if (!reserve(part)) {
                return;
            }
        }
        crossings.add(crossing);
    }

    /** Counts a tree that is kept together with the tape; false when there is no room left for it. */
    public synchronized boolean reserve(@Nullable Object tree) {
        if (fits(tree)) {
            bytes += weigh(tree);
        }
        return !outgrown;
    }

    /** Whether there is room for a tree; a tape without room for what it should hold has outgrown its bound. */
    synchronized boolean fits(@Nullable Object tree) {
        if (!outgrown && weigh(tree) > most - bytes) {
            outgrown = true;
            crossings.clear();
        }
        return !outgrown;
    }

    private long weigh(@Nullable Object tree) {
        return most == Long.MAX_VALUE ? 0 : Weight.of(tree, most - bytes);
    }

    public synchronized boolean outgrown() {
        return outgrown;
    }

    /** How much it holds, about. */
    public synchronized long bytes() {
        return bytes;
    }

    public synchronized List<Crossing> crossings() {
        return List.copyOf(crossings);
    }

    public List<Crossing.Call> calls() {
        return only(Crossing.Call.class);
    }

    /** What was caused, without what only looked. */
    public List<Crossing.Effect> effects() {
        return only(Crossing.Effect.class).stream()
                .filter(effect -> !Effects.onlyLooks(effect.to()))
                .toList();
    }

    private <C extends Crossing> List<C> only(Class<C> kind) {
        return crossings().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** A tree as it is now: routes go on with what they handed over, and may change it. */
    public static @Nullable Object copy(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, value) -> copy.put(name, copy(value)));
            return copy;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return tree instanceof byte[] bytes ? bytes.clone() : tree;
    }
}
