package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import java.util.List;

/** An input that a mapping refuses, with the place of each wrong value in the input. */
public final class MappingFailure extends RuntimeException {

    /** More than this need not be found in one input. */
    static final int MOST_VIOLATIONS = 100;

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

    static Kind kind(Malformed malformed) {
        return switch (malformed.reason()) {
            case SYNTAX -> Kind.MALFORMED;
            case CHARSET -> Kind.WRONG_CHARSET;
            case TOO_LARGE -> Kind.TOO_LARGE;
        };
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
