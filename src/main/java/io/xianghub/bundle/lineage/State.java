package io.xianghub.bundle.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes through a route.
 *
 * @param kept by property, and by {@code header.<name>}
 * @param way whether every input comes by here
 * @param decided what decided that it did
 */
record State(Tree body, Map<String, Tree> kept, Bond way, List<Trace> decided) {

    private static final int MOST_DECIDED = 500;

    State {
        kept = Map.copyOf(kept);
        decided = List.copyOf(decided);
    }

    State with(Tree other) {
        return new State(other, kept, way, decided);
    }

    State keeping(String name, Tree tree) {
        Map<String, Tree> more = new HashMap<>(kept);
        more.put(name, tree);
        return new State(body, more, way, decided);
    }

    State on(Bond other) {
        return new State(body, kept, other, decided);
    }

    /** This, which came here because of these. */
    State because(List<Trace> traces) {
        Set<Trace> all = new LinkedHashSet<>(decided);
        traces.stream()
                .map(trace -> trace.atMost(Bond.PERHAPS))
                .takeWhile(trace -> all.size() < MOST_DECIDED)
                .forEach(all::add);
        return new State(body, kept, way, List.copyOf(all));
    }

    /** What is either this or the other. */
    State or(State other) {
        Map<String, Tree> both = new HashMap<>();
        Set<String> names = new HashSet<>(kept.keySet());
        names.addAll(other.kept.keySet());
        Tree none = new Tree(List.of(), true);
        names.forEach(name -> both.put(name, kept.getOrDefault(name, none).or(other.kept.getOrDefault(name, none))));
        List<Trace> all = new ArrayList<>(decided);
        other.decided.stream().filter(trace -> !decided.contains(trace)).forEach(all::add);
        return new State(body.or(other.body), both, way.looser(other.way), all);
    }
}
