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

/** A mapping that is a script: read, run it, write. Nobody knows which fields it reads. */
record Scripted(String name, ScriptHead head, Script script, Clock clock) implements Mapping {

    @Override
    public boolean takesBytes() {
        return head.source().format() != Source.Format.RECORD;
    }

    @Override
    public boolean writesBytes() {
        return head.target().format() != Target.Format.RECORD;
    }

    @Override
    public Set<String> sources() {
        return Set.of();
    }

    @Override
    public Outline outline() {
        return Outline.opaque(Outlines.formats(head.source(), head.target()), head.at());
    }

    @Override
    public @Nullable Object apply(
            @Nullable Object input, Map<String, ? extends @Nullable Object> scope, Witness witness, Budget budget) {
        List<Violation> wrong = new ArrayList<>();
        try {
            Source.Read opened = head.source().open(input, scope).agreed();
            budget.made(Weight.of(opened.tree(), Integer.MAX_VALUE)); // in the script's own form
            Steps steps = new Steps(new Seen(name, Map.of(), witness), clock, budget);
            Object written = script.written(opened.tree(), opened.beside(scope), steps, wrong);
            budget.made(Weight.of(written, Integer.MAX_VALUE));
            if (wrong.isEmpty()) {
                return written;
            }
        } catch (Malformed malformed) {
            throw failure(MappingFailure.kind(malformed), List.of(new Violation("input", malformed.text())));
        } catch (Unfit unfit) {
            throw failure(MappingFailure.Kind.INVALID, List.of(new Violation("script", unfit.text())));
        } catch (StackOverflowError endless) {
            Text deep = Text.of("脚本对此输入递归过深", "The script recurs too deep for this input");
            throw failure(MappingFailure.Kind.INVALID, List.of(new Violation("script", deep)));
        } catch (OutOfMemoryError full) {
            // what one expression has made between two steps; it is garbage by now
            throw failure(MappingFailure.Kind.INVALID, List.of(new Violation("script", Steps.OutOfRoom.TEXT)));
        }
        throw failure(MappingFailure.Kind.INVALID, wrong);
    }

    private MappingFailure failure(MappingFailure.Kind kind, List<Violation> wrong) {
        return new MappingFailure(kind, name, head.source().format().name().toLowerCase(Locale.ROOT), wrong);
    }
}
