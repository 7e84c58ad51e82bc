package io.xianghub.mapping;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value's text is taken from.
 *
 * @param join puts the values of several paths together, all of which must be there; null takes the first that is there
 * @param split makes a list of the text's parts between this separator; null for one value
 * @param match where {@code from} is a key: the list in which the value is looked up by it
 */
record Reading(List<Path> from, @Nullable String join, Shaping shaping, @Nullable String split, @Nullable Match match) {

    Reading {
        from = List.copyOf(from);
    }

    /** @param longest more characters than this need not be put together; the text is refused anyhow */
    @Nullable String text(@Nullable Object item, Fields.Work work, int longest) throws Unfit {
        String text = match != null
                ? shaped(leaf(matched(match, item, work)))
                : join == null ? first(item, work) : joined(join, item, work, longest);
        return text.isEmpty() ? null : text;
    }

    /** What stands there, as it is. */
    @Nullable Object tree(@Nullable Object item, Fields.Work work) throws Unfit {
        return match != null ? matched(match, item, work) : found(from.get(0), item, work);
    }

    /** What a lookup finds; null when it finds nothing, or several. */
    @Nullable Object looked(@Nullable Object item, Fields.Work work) {
        try {
            return match == null ? null : matched(match, item, work);
        } catch (Unfit several) {
            return null;
        }
    }

    private @Nullable Object matched(Match in, @Nullable Object item, Fields.Work work) throws Unfit {
        List<String> key = new ArrayList<>(from.size());
        for (Path path : from) {
            String part = leaf(found(path, item, work));
            if (part.isEmpty()) {
                return null; // half a key could be another item's key
            }
            key.add(part);
        }
        return in.of(key, item, work);
    }

    static @Nullable Object found(Path path, @Nullable Object item, Fields.Work work) {
        Object value = path.find(item, work.scope());
        if (value != null) {
            work.seen().read(path);
        }
        return value;
    }

    /** The parts that are not empty. */
    List<String> parts(String text) {
        if (split == null) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(split, start);
            String part = text.substring(start, end < 0 ? text.length() : end).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end < 0 ? text.length() + 1 : end + split.length();
        }
        return parts;
    }

    private String first(@Nullable Object item, Fields.Work work) throws Unfit {
        for (Path path : from) {
            String text = shaped(leaf(found(path, item, work)));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private String joined(String between, @Nullable Object item, Fields.Work work, int longest) throws Unfit {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < from.size(); i++) {
            String text = shaping.applied(leaf(found(from.get(i), item, work)));
            if (text.isEmpty()) {
                return ""; // a key with a part left out could be another row's key
            }
            joined.append(i == 0 ? "" : between).append(shaping.padsParts() ? shaping.padded(text, i) : text);
            if (joined.length() > longest) {
                break; // too long already, and each part may be as long as the input
            }
        }
        String whole = shaping.extracted(joined.toString());
        return shaping.padsParts() ? whole : shaping.padded(whole, 0);
    }

    private String shaped(String text) throws Unfit {
        return shaping.padded(shaping.extracted(shaping.applied(text)), 0);
    }

    private static String leaf(@Nullable Object value) throws Unfit {
        if (value == null) {
            return "";
        }
        String text = Leaf.text(value);
        if (text == null) {
            throw new Unfit(Text.of("应为单个值，实际是结构", "A single value is expected, not a structure"));
        }
        return text.strip();
    }
}
