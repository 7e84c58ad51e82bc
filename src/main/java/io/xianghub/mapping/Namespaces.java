package io.xianghub.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the prefixes in a mapping's paths mean; a document may write others.
 *
 * @param byPrefix null where the source is no XML and a colon is a letter like others
 */
record Namespaces(@Nullable Map<String, String> byPrefix) {

    static final Namespaces NONE = new Namespaces(null);

    Namespaces {
        byPrefix = byPrefix == null ? null : Map.copyOf(byPrefix);
    }

    /** Null when the name has no prefix, or prefixes mean nothing. */
    static @Nullable String prefix(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? null : name.substring(name.startsWith("@") ? 1 : 0, colon);
    }

    boolean knows(@Nullable String prefix) {
        return byPrefix == null || prefix == null || byPrefix.containsKey(prefix);
    }
}
