package io.xianghub.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a value is, or is not, a certain text; an absent value is the empty text. */
record Condition(Path path, String text, boolean negated) {

    boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
        Object value = path.find(item, scope);
        String found = value == null ? "" : Type.text(value);
        return text.equals(found) != negated;
    }
}
