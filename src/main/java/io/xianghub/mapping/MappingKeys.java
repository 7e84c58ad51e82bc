package io.xianghub.mapping;

import java.util.Set;
import java.util.TreeSet;

/** The keys that a {@code .map.yaml} may hold, level by level. */
final class MappingKeys {

    static final Set<String> MAPPING = Set.of(
            "description", "reverse", "source", "inside", "target", "each", "where", "distinct", "fields", "targets");
    static final Set<String> REVERSE = Set.of("name", "below", "source", "target", "fields");
    static final Set<String> SCRIPT = Set.of("description", "source", "inside", "target");
    static final Set<String> SOURCE =
            Set.of("format", "charset", "separator", "columns", "width", "head", "trailer", "namespaces");
    static final Set<String> INSIDE = with(with(SOURCE, "path"), "encoding");
    static final Set<String> SUMMARY = Set.of("columns", "begins", "count", "sum");
    static final Set<String> TARGET =
            Set.of("format", "charset", "writes", "separator", "columns", "width", "head", "root", "prolog");
    static final Set<String> HEAD = Set.of("columns", "begins");
    static final Set<String> AS = with(TARGET, "encoding");
    static final Set<String> CELL = Set.of("width", "align", "fill");
    static final Set<String> BRANCH = Set.of("when", "fields", "description");
    static final Set<String> LOOKUP = Set.of("in", "where", "equals", "take", "ambiguous");
    static final Set<String> OPERATORS =
            Set.of("equals", "not-equals", "in", "not-in", "present", "absent", "matches", "all", "any");
    static final Set<String> CONDITION = with(OPERATORS, "path");
    static final Set<String> DICTIONARY = Set.of("name", "at", "input", "gives", "unmapped", "reverse", "ambiguous");
    static final Set<String> FIELD = Set.of(
            "from",
            "lookup",
            "value",
            "equals",
            "reverse",
            "type",
            "input",
            "output",
            "endless",
            "unit",
            "grouping",
            "width",
            "truncate",
            "old",
            "apply",
            "extract",
            "digits",
            "split",
            "required-when",
            "fold",
            "separator",
            "dictionary",
            "default",
            "required",
            "pattern",
            "max",
            "mask",
            "sensitivity",
            "join",
            "when",
            "inside",
            "each",
            "fields",
            "targets",
            "as",
            "description");

    private MappingKeys() {}

    private static Set<String> with(Set<String> keys, String more) {
        Set<String> all = new TreeSet<>(keys);
        all.add(more);
        return Set.copyOf(all);
    }
}
