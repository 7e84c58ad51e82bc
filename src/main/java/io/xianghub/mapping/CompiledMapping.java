package io.xianghub.mapping;

import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlElement;
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
        Branches branches,
        Target target,
        Clock clock,
        Outlines.Told told)
        implements Mapping {

    CompiledMapping(String name, Source source, @Nullable Items items, Branches branches, Target target, Clock clock) {
        this(name, source, items, branches, target, clock, Outlines.of(source, items, branches, target));
    }

    @Override
    public boolean takesBytes() {
        return source.format() != Source.Format.RECORD;
    }

    @Override
    public boolean writesBytes() {
        return target.format() != Target.Format.RECORD;
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
            tell(opened, witness);
            opened.agreed();
            List<Violation> wrong = new ArrayList<>();
            Clock now = Clock.fixed(clock.instant(), clock.getZone()); // one moment for all of it
            Fields.Work work = new Fields.Work(
                    Surroundings.of(opened.beside(scope)), now, wrong, new Seen(name, told.names(), witness), budget);
            Object tree = tree(opened.tree(), work);
            if (!wrong.isEmpty()) {
                throw failure(MappingFailure.Kind.INVALID, wrong);
            }
            if (target.format() != Target.Format.RECORD) {
                budget.made(Weight.of(tree, Integer.MAX_VALUE)); // its text, beside the tree
            }
            Object written = target.write(tree, wrong);
            if (!wrong.isEmpty()) {
                throw failure(MappingFailure.Kind.INVALID, wrong);
            }
            return written;
        } catch (Malformed malformed) {
            throw failure(MappingFailure.kind(malformed), List.of(new Violation("input", malformed.text())));
        }
    }

    private void tell(Source.Read opened, Witness witness) {
        Lines lines = source.lines();
        Lines.File file = opened.file();
        if (lines != null && file != null && source.inside().isEmpty()) {
            boolean oneEach = items != null && items.isAll() && branches.isOne();
            witness.lines(name, new Witness.FileOfLines(lines.lineOf(0), file.rows(), file.aside(), oneEach));
        }
    }

    private Object tree(@Nullable Object read, Fields.Work work) {
        Spot whole = Spot.whole(source.innermost());
        if (items == null) {
            return branches.isOne() ? branches.only(read, whole, work) : branches.several(read, whole, work);
        }
        Path each = items.each();
        boolean list = each.flattens() || each.find(read, work.scope()) instanceof List<?>;
        if (!list && !(read instanceof XmlElement)) {
            throw failure(
                    MappingFailure.Kind.INVALID,
                    List.of(new Violation(each.toString(), Text.of("应为列表", "A list is expected"))));
        }
        try {
            return items.made(read, whole, branches, work);
        } catch (Unfit unfit) {
            throw failure(MappingFailure.Kind.INVALID, List.of(new Violation(each.toString(), unfit.text())));
        }
    }

    private MappingFailure failure(MappingFailure.Kind kind, List<Violation> wrong) {
        return new MappingFailure(kind, name, source.format().name().toLowerCase(Locale.ROOT), wrong);
    }
}
