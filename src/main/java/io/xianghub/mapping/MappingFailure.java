package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import java.util.List;

/** An input that a mapping refuses, with the place of each wrong value in the input. */
public final class MappingFailure extends RuntimeException {

    private final Kind kind;
    private final String mapping;
    private final String format;
    private final List<Violation> violations;

    /** Why: the bytes do not parse, are not in the declared charset, or single values are wrong. */
    public enum Kind {
        MALFORMED,
        WRONG_CHARSET,
        TOO_LARGE,
        INVALID
    }

    /** @param format the source format of the mapping, such as {@code json} */
    public MappingFailure(Kind kind, String mapping, String format, List<Violation> violations) {
        super(mapping + ": "
                + violations.stream().map(Violation::message).map(Text::en).toList());
        this.kind = kind;
        this.mapping = mapping;
        this.format = format;
        this.violations = List.copyOf(violations);
    }

    public Kind kind() {
        return kind;
    }

    public String mapping() {
        return mapping;
    }

    public String format() {
        return format;
    }

    public List<Violation> violations() {
        return violations;
    }
}
