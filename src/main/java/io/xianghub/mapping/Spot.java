package io.xianghub.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Where in the input an item stands and where in the target what is made of it; written out only when somebody asks.
 *
 * @param each the list that the item is of; null for the whole input and for an item of the outermost list
 * @param group the target's field that is made of it; empty where {@code above} is null
 * @param index −1 when it is no item of a list
 */
record Spot(@Nullable Spot above, Source source, @Nullable Path each, String group, int index) {

    static Spot whole(Source source) {
        return new Spot(null, source, null, "", -1);
    }

    static Spot item(Source source, int index) {
        return new Spot(null, source, null, "", index);
    }

    Spot below(Field.Group field, int item) {
        return new Spot(this, source, field.each(), field.name(), item);
    }

    /** Such as {@code line 3} or {@code insuinfo[0]}; empty for the whole input. */
    String place() {
        if (above == null) {
            return index < 0 ? "" : source.place(index);
        }
        return each == null ? above.place() : above.place(each) + "[" + index + "]";
    }

    /** Such as {@code line 3, column FSE}. */
    String place(Path path) {
        String place = place();
        if (source.hasLines() && !place.isEmpty()) {
            return place + ", column " + path;
        }
        return place.isEmpty() ? path.toString() : place + "." + path;
    }

    /** Such as {@code insurances[0].type}. */
    String target(String field) {
        String here = target();
        return here.isEmpty() ? field : here + "." + field;
    }

    private String target() {
        String name = above == null ? "" : above.target(group);
        return index < 0 ? name : name + "[" + index + "]";
    }
}
