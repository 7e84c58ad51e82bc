package io.xianghub.mapping;

import java.util.Set;

/** The keys that a {@code .map.yaml} may hold, level by level. */
final class MappingKeys {

    static final Set<String> MAPPING = Set.of("description", "source", "target", "each", "where", "fields");
    static final Set<String> SOURCE = Set.of("format", "charset", "separator", "columns");
    static final Set<String> TARGET = Set.of("format", "charset", "separator", "columns", "root");
    static final Set<String> CONDITION = Set.of("path", "equals", "not-equals");
    static final Set<String> FIELD = Set.of(
            "from",
            "value",
            "type",
            "input",
            "output",
            "dictionary",
            "default",
            "required",
            "pattern",
            "max",
            "mask",
            "sensitivity",
            "join",
            "when",
            "each",
            "fields",
            "description");

    private MappingKeys() {}
}
