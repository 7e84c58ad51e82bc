package io.xianghub.bundle.lineage;

import io.xianghub.mapping.Outline;
import io.xianghub.shared.yaml.Position;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one input loses when a field is dropped. */
final class Loss {

    private final Walked walked;
    private final Dropped dropped;
    private final Set<String> demanded;
    private final Map<String, Breakage> fields = new LinkedHashMap<>();

    /** @param demanded the fields that the contract demands of an operation's answer */
    Loss(Walked walked, Dropped dropped, Function<String, Set<String>> demanded) {
        this.walked = walked;
        this.dropped = dropped;
        this.demanded = demanded.apply(walked.input());
    }

    List<Breakage> breakages() {
        Set<Breakage> all = new LinkedHashSet<>();
        for (Need need : walked.needs()) {
            if (dropped.takes(need.origin())) {
                Effect effect = need.bond() == Bond.CERTAIN ? Effect.FAILS : Effect.MAY_FAIL;
                all.add(new Breakage(walked.input(), "", "", effect, false, need.at()));
            }
        }
        walked.ends().forEach((end, tree) -> tree.held().forEach(held -> held(end, held)));
        all.addAll(fields.values());
        return List.copyOf(all);
    }

    private void held(String end, Held held) {
        for (Trace trace : held.traces()) {
            if (dropped.takes(trace.origin())) {
                note(end, held, held.at(), Effect.ofField(trace.bond()));
            } else if (dropped.isIn(trace.origin()) && held.kind() != Held.Kind.GROUP) {
                boolean copied = held.kind() == Held.Kind.COPY;
                note(
                        end,
                        held,
                        copied ? held.at().and(dropped.below(trace.origin())) : held.at(),
                        copied ? Effect.ofField(trace.bond()) : Effect.PERHAPS);
            }
        }
    }

    private void note(String end, Held held, FieldPath at, Effect effect) {
        String field = at.toString();
        Outline.Line line = held.line();
        Position place = line == null ? null : line.at();
        fields.merge(
                end + " " + field,
                breakage(end, field, effect, place),
                (one, other) -> one.effect().compareTo(other.effect()) <= 0 ? one : other);
    }

    private Breakage breakage(String end, String field, Effect effect, @Nullable Position place) {
        boolean answer = end.equals(Walked.ANSWER);
        return new Breakage(walked.input(), end, field, effect, answer && demanded.contains(field), place);
    }
}
