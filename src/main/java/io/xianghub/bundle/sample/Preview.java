package io.xianghub.bundle.sample;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.yaml.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input becomes in one mapping, field by field.
 *
 * @param script whether the mapping is a script, of whose fields nobody knows where they come from
 * @param lines of a refused input, the fields that were made before
 * @param refused why the mapping refuses the input; empty when it does not
 * @param result the whole result; null when it is refused, or not to be seen
 */
public record Preview(
        String input, boolean script, List<Line> lines, List<Violation> refused, @Nullable Object result) {

    public Preview {
        lines = List.copyOf(lines);
        refused = List.copyOf(refused);
    }

    /**
     * One field of the result.
     *
     * @param target such as {@code insurances[0].type}
     * @param from the places in the input that it was made of; empty for a constant of the mapping
     * @param at where the field stands in the mapping's file
     * @param skipped whether it was left out because its condition does not hold; then {@code from} is what that looked at
     */
    public record Line(String target, Shown value, List<Origin> from, Position at, boolean skipped) {

        public Line {
            from = List.copyOf(from);
        }
    }

    /**
     * One place in the input.
     *
     * @param place such as {@code insuinfo[0].insutype} or {@code line 3, column FSE}
     */
    public record Origin(String place, Shown value) {}

    /**
     * As much of a value as may be seen.
     *
     * @param value null when there is none, or it is hidden
     * @param instead says what is hidden; null when nothing is
     */
    public record Shown(@Nullable Object value, @Nullable Text instead) {

        public boolean absent() {
            return value == null && instead == null;
        }
    }
}
