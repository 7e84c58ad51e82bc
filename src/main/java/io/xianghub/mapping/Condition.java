package io.xianghub.mapping;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that is so, or is not, of an item and the trees set aside; an absent value is the empty text. */
sealed interface Condition {

    boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope);

    /** Whether a value is, or is not, one of some texts. */
    record Compare(Path path, Set<String> texts, boolean negated) implements Condition {

        public Compare {
            texts = Set.copyOf(texts);
        }

        @Override
        public boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
            String found = found(path, item, scope);
            return found == null ? negated : texts.contains(found) != negated;
        }
    }

    /** Whether there is a value, or none; the empty text is none. */
    record Present(Path path, boolean negated) implements Condition {

        @Override
        public boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
            return "".equals(found(path, item, scope)) == negated;
        }
    }

    /** Whether the whole of a value has a form; what is absent has none. */
    record Matches(Path path, Pattern pattern) implements Condition {

        @Override
        public boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
            String found = found(path, item, scope);
            return found != null && pattern.matches(found);
        }
    }

    /** Whether all of several hold. */
    record All(List<Condition> conditions) implements Condition {

        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
            return conditions.stream().allMatch(condition -> condition.holds(item, scope));
        }
    }

    /** Whether one of several holds. */
    record Any(List<Condition> conditions) implements Condition {

        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(@Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
            return conditions.stream().anyMatch(condition -> condition.holds(item, scope));
        }
    }

    /** Empty when it is absent; null for a structure. */
    private static @Nullable String found(
            Path path, @Nullable Object item, Map<String, ? extends @Nullable Object> scope) {
        Object value = path.find(item, scope);
        return value == null ? "" : Leaf.text(value);
    }
}
