package io.xianghub.mapping;

import com.google.re2j.Pattern;
import io.xianghub.shared.Text;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one value is read: where from, as what, under which conditions.
 *
 * @param join puts the values of several paths together, all of which must be there; null takes the first that is there
 * @param shown whether a wrong value may stand in a message; only values declared public may
 */
record ValueRule(
        List<Path> from,
        @Nullable String join,
        Type type,
        Type.Options options,
        @Nullable Dictionary dictionary,
        @Nullable String fallback,
        boolean required,
        @Nullable Pattern pattern,
        int max,
        @Nullable Mask mask,
        boolean shown) {

    ValueRule {
        from = List.copyOf(from);
    }

    /** The value, or null when there is none and none is required. */
    @Nullable Object read(@Nullable Object item, Fields.Work work) throws Type.Unfit {
        if (type == Type.TREE) {
            Object tree = found(from.get(0), item, work);
            return tree == null && required ? missing() : tree;
        }
        String text = text(item, work);
        if (text == null) {
            text = fallback;
        }
        if (text == null) {
            return required ? missing() : null;
        }
        Object value = converted(text, work);
        return value == null && required ? missing() : value;
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
        boolean found = false;
        for (Path path : from) {
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
                if (joined.length() > max) {
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
        if (text.length() > max) {
            throw new Type.Unfit(Text.of("超过 %d 个字符", "Longer than %d characters", max));
        }
        if (pattern != null && !pattern.matches(text)) {
            throw new Type.Unfit(Text.of("不符合 %s", "Does not match %s", pattern.pattern()));
        }
        String standard = text;
        if (dictionary != null) {
            LocalDate today = LocalDate.now(work.clock().withZone(Type.CHINA));
            standard = dictionary.standard(text, today);
            if (standard == null) {
                throw new Type.Unfit(Text.of(
                        "字典 %s 没有代码 %s", "The dictionary %s has no code %s", dictionary.name(), shown ? text : "…"));
            }
            work.seen().coded(dictionary.name(), dictionary.codeOf(text, today));
        }
        Object value = type.of(standard, options, work.clock());
        return mask != null && value != null ? mask.of(value.toString()) : value;
    }

    private static @Nullable Object missing() throws Type.Unfit {
        throw new Type.Unfit(Text.of("缺少必填值", "A required value is missing"));
    }
}
