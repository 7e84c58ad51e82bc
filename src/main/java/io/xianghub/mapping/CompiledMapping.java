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
        @Nullable Items items,
        Fields fields,
        Target target,
        Clock clock,
        Outlines.Told told)
        implements Mapping {

    private static final int MOST_VIOLATIONS = 100;

    CompiledMapping(String name, Source source, @Nullable Items items, Fields fields, Target target, Clock clock) {
        this(name, source, items, fields, target, clock, Outlines.of(source, items, fields, target));
    }

    @Override
    public boolean takesBytes() {
        return source.format() != Source.Format.RECORD;
    }

    @Override
    public Set<String> sources() {
        return told.sources();
    }

    @Override
    public Outline outline() {
        return told.outline();
    }

    @Override
    public @Nullable Object apply(
            @Nullable Object input, Map<String, ? extends @Nullable Object> scope, Witness witness, Budget budget) {
        try {
            Source.Read opened = source.open(input, scope);
            Object read = opened.tree();
            List<Violation> wrong = new ArrayList<>();
            Fields.Work work =
                    new Fields.Work(opened.beside(scope), clock, wrong, new Seen(name, told.names(), witness), budget);
            Object tree =
                    items == null ? fields.apply(read, Spot.whole(source.innermost()), work) : list(items, read, work);
            if (!wrong.isEmpty()) {
                throw failure(MappingFailure.Kind.INVALID, wrong);
            }
            if (target.format() != Target.Format.RECORD) {
                budget.made(Weight.of(tree, Integer.MAX_VALUE)); // its text, beside the tree
            }
            return written(tree);
        } catch (Malformed malformed) {
            throw failure(kind(malformed), List.of(new Violation("input", malformed.text())));
        }
    }

    private @Nullable Object written(@Nullable Object tree) throws Malformed {
        try {
            return target.write(tree);
        } catch (Malformed malformed) {
            List<Violation> unwritable =
                    malformed.reason() == Malformed.Reason.CHARSET ? Unwritable.in(tree, target.charset()) : List.of();
            if (unwritable.isEmpty()) {
                throw malformed;
            }
            throw failure(MappingFailure.Kind.INVALID, unwritable);
        }
    }

    private List<Map<String, @Nullable Object>> list(Items items, @Nullable Object read, Fields.Work work) {
        Object found = items.each().find(read, work.scope());
        if (!(found instanceof List<?> list)) {
            throw failure(
                    MappingFailure.Kind.INVALID,
                    List.of(new Violation(items.each().toString(), Text.of("应为列表", "A list is expected"))));
        }
        List<Map<String, @Nullable Object>> mapped = new ArrayList<>(list.size());
        Items.Choice choice = items.choice();
        int repeats = 0;
        for (int i = 0; i < list.size() && work.wrong().size() < MOST_VIOLATIONS; i++) {
            Object item = list.get(i);
            work.budget().made(Weight.VALUE);
            if (!choice.isMeant(item, work)) {
                continue;
            }
            if (choice.isRepeat(item, work)) {
                repeats++;
            } else {
                mapped.add(fields.apply(item, Spot.item(source.innermost(), i), work));
            }
        }
        if (repeats > 0) {
            work.seen().repeated(repeats);
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
