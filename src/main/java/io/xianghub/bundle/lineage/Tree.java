package io.xianghub.bundle.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tree of which one knows where its parts come from, and not what they are.
 *
 * @param known whether nothing stands in it but what it holds
 */
record Tree(List<Held> held, boolean known) {

    /** Of what nobody can tell anything. */
    static final Tree UNKNOWN = new Tree(List.of(), false);

    /** No bundle that somebody wrote by hand makes more. */
    private static final int LARGEST = 20_000;

    Tree {
        held = List.copyOf(held);
    }

    /** What came in, as it is. */
    static Tree of(Origin origin) {
        return new Tree(
                List.of(new Held(
                        FieldPath.WHOLE, Held.Kind.COPY, List.of(new Trace(origin, Bond.CERTAIN)), true, null)),
                true);
    }

    /** What stands at a path. */
    Tree sub(FieldPath path) {
        List<Held> below = new ArrayList<>();
        for (Held each : held) {
            if (each.at().covers(path)) {
                FieldPath rest = path.below(each.at());
                if (each.kind() == Held.Kind.COPY) {
                    below.add(new Held(
                            FieldPath.WHOLE,
                            Held.Kind.COPY,
                            each.traces().stream()
                                    .map(trace -> trace.below(rest))
                                    .toList(),
                            each.always(),
                            each.line()));
                } else if (rest.isWhole() || each.kind() == Held.Kind.BESIDES) {
                    below.add(each.at(FieldPath.WHOLE));
                }
            } else if (path.covers(each.at())) {
                below.add(each.at(each.at().below(path)));
            }
        }
        return new Tree(below, known);
    }

    /** What a value that is read here depends on; of a structure nobody knows which part counts. */
    List<Trace> traces() {
        Set<Trace> traces = new LinkedHashSet<>();
        for (Held each : held) {
            Bond most = each.at().isWhole() ? Bond.CERTAIN : Bond.PERHAPS;
            each.traces().forEach(trace -> traces.add(trace.atMost(most)));
        }
        return List.copyOf(traces);
    }

    /** This, all of which depends on these, too. */
    Tree besides(List<Trace> traces) {
        if (traces.isEmpty()) {
            return this;
        }
        List<Held> more = new ArrayList<>(held);
        more.add(new Held(
                FieldPath.WHOLE,
                Held.Kind.BESIDES,
                traces.stream().map(trace -> trace.atMost(Bond.PERHAPS)).toList(),
                true,
                null));
        return new Tree(more, known);
    }

    /** What is either this or the other. */
    Tree or(Tree other) {
        if (equals(other)) {
            return this;
        }
        Set<Held> all = new LinkedHashSet<>();
        Set<FieldPath> inBoth = new HashSet<>(always().keySet());
        inBoth.retainAll(other.always().keySet());
        for (Tree tree : List.of(this, other)) {
            for (Held each : tree.held) {
                all.add(inBoth.contains(each.at()) || each.kind() == Held.Kind.BESIDES ? each : each.sometimes());
            }
        }
        return all.size() > LARGEST ? UNKNOWN : new Tree(List.copyOf(all), known && other.known);
    }

    private Map<FieldPath, Held> always() {
        Map<FieldPath, Held> always = new HashMap<>();
        held.stream()
                .filter(each -> each.always() && each.kind() != Held.Kind.BESIDES)
                .forEach(each -> always.put(each.at(), each));
        return always;
    }
}
