package io.xianghub.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The crossings of one input, in the order in which they ended; several threads of a route may write. */
public final class Tape {

    private final List<Crossing> crossings = new ArrayList<>();

    public synchronized void add(Crossing crossing) {
        crossings.add(crossing);
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
                .filter(effect -> !Border.onlyLooks(effect.to()))
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
