package io.xianghub.mapping;

import com.google.re2j.Pattern;
import io.xianghub.shared.Text;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one value is read: where from, what of it is accepted, what it means, who may see it.
 *
 * @param field its path in the target, without indexes of lists
 */
record ValueRule(String field, Reading reading, Demand demand, Meaning meaning, Showing showing) {

    /** @param join puts the values of several paths together, all of which must be there; null takes the first that is there */
    record Reading(List<Path> from, @Nullable String join) {

        Reading {
            from = List.copyOf(from);
        }
    }

    /** What stands for a value that is absent, and what a value must be. */
    record Demand(@Nullable String fallback, boolean required, @Nullable Pattern pattern, int max) {}

    /** What a department's text becomes. */
    record Meaning(@Nullable Dictionary dictionary, Type type, Type.Options options) {}

    /** How much of the value may be seen, in the result and in a message about it. */
    record Showing(@Nullable Mask mask, Sensitivity sensitivity) {

        /** Whether a wrong value may stand in a message. */
        boolean open() {
            return sensitivity == Sensitivity.PUBLIC;
        }
    }

    /** The value, or null when there is none and none is required. */
    @Nullable Object read(@Nullable Object item, Fields.Work work) throws Type.Unfit {
        if (meaning.type() == Type.TREE) {
            Object tree = found(reading.from().get(0), item, work);
            return tree == null && demand.required() ? missing() : tree;
        }
        String text = text(item, work);
        if (text == null) {
            text = demand.fallback();
        }
        if (text == null) {
            return demand.required() ? missing() : null;
        }
        Object value = converted(text, work);
        return value == null && demand.required() ? missing() : value;
    }

    private static @Nullable Object found(Path path, @Nullable Object item, Fields.Work work) {
        Object value = path.find(item, work.scope());
        if (value != null) {
            work.seen().read(path);
        }
        return value;
    }

    private @Nullable String text(@Nullable Object item, Fields.Work work) throws Type.Unfit {
        StringBuilder joined = new StringBuilder();
        String join = reading.join();
        boolean found = false;
        for (Path path : reading.from()) {
            Object value = found(path, item, work);
            String text = value == null ? "" : leaf(value);
            if (join == null && !text.isEmpty()) {
                return text;
            }
            if (join != null && text.isEmpty()) {
                return null; // a key with a part left out could be another row's key
            }
            if (join != null) {
                joined.append(found ? join : "").append(text);
                found = true;
                if (joined.length() > demand.max()) {
                    break; // too long already, and each part may be as long as the input
                }
            }
        }
        return found ? joined.toString() : null;
    }

    private static String leaf(Object value) throws Type.Unfit {
        String text = Type.text(value);
        if (text == null) {
            throw new Type.Unfit(Text.of("应为单个值，实际是结构", "A single value is expected, not a structure"));
        }
        return text.strip();
    }

    private @Nullable Object converted(String text, Fields.Work work) throws Type.Unfit {
        if (text.length() > demand.max()) {
            throw new Type.Unfit(Text.of("超过 %d 个字符", "Longer than %d characters", demand.max()));
        }
        Pattern pattern = demand.pattern();
        if (pattern != null && !pattern.matches(text)) {
            throw new Type.Unfit(Text.of("不符合 %s", "Does not match %s", pattern.pattern()));
        }
        String standard = text;
        Dictionary dictionary = meaning.dictionary();
        if (dictionary != null) {
            LocalDate today = LocalDate.now(work.clock().withZone(Type.CHINA));
            standard = dictionary.standard(text, today);
            if (standard == null) {
                work.seen().unmapped(field, dictionary.name(), showing.open() ? text : null);
                throw new Type.Unfit(Text.of(
                        "字典 %s 没有代码 %s",
                        "The dictionary %s has no code %s", dictionary.name(), showing.open() ? text : "…"));
            }
            work.seen().coded(dictionary.name(), dictionary.codeOf(text, today));
        }
        Object value = meaning.type().of(standard, meaning.options(), work.clock());
        Mask mask = showing.mask();
        return mask != null && value != null ? mask.of(value.toString()) : value;
    }

    private static @Nullable Object missing() throws Type.Unfit {
        throw new Type.Unfit(Text.of("缺少必填值", "A required value is missing"));
    }
}
