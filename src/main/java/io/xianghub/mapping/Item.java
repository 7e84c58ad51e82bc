package io.xianghub.mapping;

import org.jspecify.annotations.Nullable;

/**
 * An item of a list, or a document inside another, with what it stands in; a path reaches that by {@code ^}.
 *
 * @param around the enclosing item, or the whole input
 * @param index in its own list; −1 when it is of none
 */
record Item(@Nullable Object value, @Nullable Object around, int index) {

    /** The value alone, where a path begins. */
    static @Nullable Object plain(@Nullable Object item) {
        return item instanceof Item one ? one.value() : item;
    }

    /** The value that encloses an item so many levels up; null when nothing does. */
    static @Nullable Object around(@Nullable Object item, int levels) {
        Object here = item;
        for (int i = 0; i < levels; i++) {
            here = here instanceof Item one ? one.around() : null;
        }
        return plain(here);
    }
}
