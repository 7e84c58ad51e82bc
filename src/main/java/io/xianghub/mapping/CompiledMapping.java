package io.xianghub.mapping;

import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping made ready: read, map each item, write. */
record CompiledMapping(
        String name,
        Source source,
        @Nullable Path each,
        @Nullable Condition where,
        Fields fields,
        Target target,
        Clock clock,
        Map<Path, String> names)
        implements Mapping {

    private static final int MOST_VIOLATIONS = 100;

    CompiledMapping(
            String name,
            Source source,
            @Nullable Path each,
            @Nullable Condition where,
            Fields fields,
            Target target,
            Clock clock) {
        this(name, source, each, where, fields, target, clock, Seen.names(source, each, fields));
    }

    @Override
    public boolean takesBytes() {
        return source.format() != Source.Format.RECORD;
    }

    @Override
    public Set<String> sources() {
        return Seen.all(names);
    }

    @Override
    public @Nullable Object apply(
            @Nullable Object input, Map<String, ? extends @Nullable Object> scope, Witness witness, Budget budget) {
        try {
            Source.Read opened = source.open(input, scope);
            Object read = opened.tree();
            List<Violation> wrong = new ArrayList<>();
            Fields.Work work =
                    new Fields.Work(opened.beside(scope), clock, wrong, new Seen(name, names, witness), budget);
            Object tree =
                    each == null ? fields.apply(read, Spot.whole(source.innermost()), work) : list(each, read, work);
            if (!wrong.isEmpty()) {
                throw failure(MappingFailure.Kind.INVALID, wrong);
            }
            if (target.format() != Target.Format.RECORD) {
                budget.made(Weight.of(tree, Integer.MAX_VALUE)); // its text, beside the tree
            }
            return target.write(tree);
        } catch (Malformed malformed) {
            throw failure(kind(malformed), List.of(new Violation("input", malformed.text())));
        }
    }

    private List<Map<String, @Nullable Object>> list(Path items, @Nullable Object read, Fields.Work work) {
        Object found = items.find(read, work.scope());
        if (!(found instanceof List<?> list)) {
            throw failure(
                    MappingFailure.Kind.INVALID,
                    List.of(new Violation(items.toString(), Text.of("应为列表", "A list is expected"))));
        }
        List<Map<String, @Nullable Object>> mapped = new ArrayList<>(list.size());
        for (int i = 0; i < list.size() && work.wrong().size() < MOST_VIOLATIONS; i++) {
            Object item = list.get(i);
            work.budget().made(Weight.VALUE);
            if (where == null || where.holds(item, work.scope())) {
                mapped.add(fields.apply(item, Spot.item(source.innermost(), i), work));
            }
        }
        return mapped;
    }

    private MappingFailure failure(MappingFailure.Kind kind, List<Violation> wrong) {
        return new MappingFailure(kind, name, source.format().name().toLowerCase(Locale.ROOT), wrong);
    }

    private static MappingFailure.Kind kind(Malformed malformed) {
        return switch (malformed.reason()) {
            case SYNTAX -> MappingFailure.Kind.MALFORMED;
            case CHARSET -> MappingFailure.Kind.WRONG_CHARSET;
            case TOO_LARGE -> MappingFailure.Kind.TOO_LARGE;
        };
    }
}
