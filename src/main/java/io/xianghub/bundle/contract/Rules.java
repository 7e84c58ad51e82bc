package io.xianghub.bundle.contract;

import java.math.BigDecimal;
import java.util.Set;

/** What a change of a keyword means that is compared as text. */
final class Rules {

    private Rules() {}

    /** What was found, of one keyword. */
    record Verdict(Aspect aspect, Kind kind) {}

    static Verdict of(String keyword, Set<String> before, Set<String> after) {
        return switch (keyword) {
            case "pattern" -> new Verdict(Aspect.PATTERN, kind(before, after, Kind.CHANGED));
            case "format" -> new Verdict(Aspect.FORMAT, kind(before, after, Kind.CHANGED));
            case "multipleOf" -> new Verdict(Aspect.STEP, steps(before, after));
            case "uniqueItems" -> new Verdict(Aspect.UNIQUENESS, after.contains("true") ? Kind.NARROWED : Kind.WIDENED);
            case "default" -> new Verdict(Aspect.DEFAULT, Kind.CHANGED);
            case "x-hub-sensitivity" -> new Verdict(Aspect.SENSITIVITY, Kind.CHANGED);
            case "deprecated" -> new Verdict(Aspect.DEPRECATION, Kind.CHANGED);
            default -> new Verdict(Aspect.RULE, Kind.UNDECIDED);
        };
    }

    /** More conditions let less through. */
    private static Kind kind(Set<String> before, Set<String> after, Kind otherwise) {
        if (after.containsAll(before)) {
            return Kind.NARROWED;
        }
        return before.containsAll(after) ? Kind.WIDENED : otherwise;
    }

    private static Kind steps(Set<String> before, Set<String> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return before.isEmpty() ? Kind.NARROWED : Kind.WIDENED;
        }
        BigDecimal was = number(before);
        BigDecimal is = number(after);
        if (was.signum() <= 0 || is.signum() <= 0) {
            return Kind.UNDECIDED;
        }
        if (is.remainder(was).signum() == 0) {
            return Kind.NARROWED;
        }
        return was.remainder(is).signum() == 0 ? Kind.WIDENED : Kind.CHANGED;
    }

    private static BigDecimal number(Set<String> texts) {
        String first = texts.iterator().next();
        return texts.size() == 1 && first.matches("[0-9]{1,20}(\\.[0-9]{1,20})?")
                ? new BigDecimal(first)
                : BigDecimal.ZERO;
    }
}
