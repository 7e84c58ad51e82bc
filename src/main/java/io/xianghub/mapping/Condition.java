package io.xianghub.mapping;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that is so, or is not, of an item and the trees set aside; an absent value is the empty text. */
sealed interface Condition {

    boolean holds(@Nullable Object item, Fields.Work work);

    /** What it looks at. */
    List<Path> paths();

    /** What a condition reads; nothing where there is none. */
    static List<Path> read(@Nullable Condition condition) {
        return condition == null ? List.of() : condition.paths();
    }

    /** Whether a value is, or is not, one of some texts. */
    record Compare(Path path, Set<String> texts, boolean negated) implements Condition {

        public Compare {
            texts = Set.copyOf(texts);
        }

        @Override
        public boolean holds(@Nullable Object item, Fields.Work work) {
            String found = found(path, item, work);
            return found == null ? negated : texts.contains(found) != negated;
        }

        @Override
        public List<Path> paths() {
            return List.of(path);
        }
    }

    /** Whether there is a value, or none; the empty text is none. */
    record Present(Path path, boolean negated) implements Condition {

        @Override
        public boolean holds(@Nullable Object item, Fields.Work work) {
            return "".equals(found(path, item, work)) == negated;
        }

        @Override
        public List<Path> paths() {
            return List.of(path);
        }
    }

    /** Whether the whole of a value has a form; what is absent has none. */
    record Matches(Path path, Pattern pattern) implements Condition {

        @Override
        public boolean holds(@Nullable Object item, Fields.Work work) {
            String found = found(path, item, work);
            return found != null && pattern.matches(found);
        }

        @Override
        public List<Path> paths() {
            return List.of(path);
        }
    }

    /** Whether all of several hold. */
    record All(List<Condition> conditions) implements Condition {

        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(@Nullable Object item, Fields.Work work) {
            return conditions.stream().allMatch(condition -> condition.holds(item, work));
        }

        @Override
        public List<Path> paths() {
            return conditions.stream()
                    .flatMap(condition -> condition.paths().stream())
                    .toList();
        }
    }

    /** Whether one of several holds. */
    record Any(List<Condition> conditions) implements Condition {

        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(@Nullable Object item, Fields.Work work) {
            return conditions.stream().anyMatch(condition -> condition.holds(item, work));
        }

        @Override
        public List<Path> paths() {
            return conditions.stream()
                    .flatMap(condition -> condition.paths().stream())
                    .toList();
        }
    }

    /** Empty when it is absent; null for a structure. */
    private static @Nullable String found(Path path, @Nullable Object item, Fields.Work work) {
        Object value = Reading.found(path, item, work);
        return value == null ? "" : Leaf.text(value);
    }
}
