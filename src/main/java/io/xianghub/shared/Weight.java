package io.xianghub.shared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes a tree takes, from the lengths of its texts and the number of its parts. A part that stands in
 * several places counts at each, because that is what it comes to when it is written.
 */
public final class Weight {

    /** Of a value, a field or an item, beside what it holds. */
    public static final int VALUE = 16;

    public static final int FIELD = 24;
    private static final int ITEM = 8;
    private static final int MOST_LEVELS = 200;

    private final long most;
    private long bytes;

    private Weight(long most) {
        this.most = most;
    }

    /** A value that knows its parts; anything else that is no plain tree counts as one value. */
    public interface Composed {
        List<Object> parts();
    }

    /** About so many bytes; a number above {@code most} as soon as there are more, or when the tree nests too deep. */
    public static long of(@Nullable Object tree, long most) {
        if (tree instanceof String text) {
            return (long) VALUE + text.length();
        }
        Weight weight = new Weight(most);
        weight.add(tree, 0);
        return weight.bytes;
    }

    private void add(@Nullable Object value, int level) {
        bytes += VALUE;
        if (value instanceof String text) {
            bytes += text.length();
        } else if (value instanceof Number) {
            return; // the most frequent kinds first: what follows asks for interfaces, which takes longer
        } else if (value instanceof CharSequence text) {
            bytes += text.length();
        } else if (value instanceof byte[] array) {
            bytes += array.length;
        } else if (value instanceof Map<?, ?> || value instanceof Iterable<?> || value instanceof Composed) {
            if (level > MOST_LEVELS) {
                bytes = Math.max(bytes, most + 1);
                return;
            }
            parts(value, level + 1);
        }
    }

    private void parts(Object value, int level) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> field : map.entrySet()) {
                bytes += FIELD;
                add(field.getValue(), level);
                if (bytes > most) {
                    return;
                }
            }
            return;
        }
        Iterable<?> items = value instanceof Composed composed ? composed.parts() : (Iterable<?>) value;
        for (Object item : items) {
            bytes += ITEM;
            add(item, level);
            if (bytes > most) {
                return;
            }
        }
    }
}
