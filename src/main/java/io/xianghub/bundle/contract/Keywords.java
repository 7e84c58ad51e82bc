package io.xianghub.bundle.contract;

import java.util.Set;

/** Which words of a schema mean what to somebody who compares two of them. */
final class Keywords {

    /** Words that let nothing in and keep nothing out. */
    static final Set<String> ANNOTATIONS = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$comment",
            "$defs",
            "definitions",
            "components",
            "title",
            "description",
            "example",
            "examples",
            "externalDocs",
            "xml");

    /** Saying {@code false} is saying nothing. */
    static final Set<String> OFF_BY_DEFAULT =
            Set.of("uniqueItems", "deprecated", "readOnly", "writeOnly", "exclusiveMinimum", "exclusiveMaximum");

    private Keywords() {}

    static boolean annotation(String keyword) {
        return ANNOTATIONS.contains(keyword) || (keyword.startsWith("x-") && !keyword.equals("x-hub-sensitivity"));
    }
}
