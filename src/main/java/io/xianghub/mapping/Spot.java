package io.xianghub.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in the input an item stands and where in the target what is made of it; written out only when somebody asks.
 *
 * @param above where the group stands that this is below; null for the whole input
 * @param document what is read there
 * @param whence the item; null when it is none of a list
 * @param group the target's field that is made of it; empty for the whole
 * @param number of the target in its list; −1 when it is in none
 */
record Spot(@Nullable Spot above, Document document, @Nullable Whence whence, String group, int number) {

    private static final Pattern LINE = Pattern.compile("(?:^|, )line [0-9]+$");

    /** @param at where it stands inside another; null for one that is not */
    record Document(@Nullable Path at, Source source) {}

    /** An item, and the list that it is of. */
    record Whence(Path each, Item item) {}

    static Spot whole(Source source) {
        return new Spot(null, new Document(null, source), null, "", -1);
    }

    /** @param inner the document inside the item that is read; null when it is the item itself */
    Spot below(String field, @Nullable Document inner) {
        return new Spot(this, inner == null ? new Document(null, document.source()) : inner, null, field, -1);
    }

    /** The item from which the target of this number is made. */
    Spot at(Path each, Item item, int target) {
        return new Spot(above, document, new Whence(each, item), group, target);
    }

    /** The same item, from which the target of this number is made. */
    Spot branch(int target) {
        return new Spot(above, document, whence, group, target);
    }

    /** Such as {@code line 3} or {@code insuinfo[0]}; empty for the whole input. */
    String place() {
        return place(0);
    }

    /** Such as {@code line 3, column FSE}; of what encloses the item {@code rows[0].state}. */
    String place(Path path) {
        if (path.isSetAside()) {
            return path.toString();
        }
        String place = place(path.up());
        String below = Path.withoutUp(path.toString());
        if (place.isEmpty() || below.equals(".")) {
            return place.isEmpty() ? below : place;
        }
        return place + (LINE.matcher(place).find() ? ", column " : ".") + below;
    }

    /** Where the values stand that are looked up in a list. */
    String place(Path list, Path take) {
        return take.isSetAside() || take.toString().equals(".") ? place(list) : place(list) + "." + take;
    }

    /** Where the item stands, or what encloses it so many levels up. */
    private String place(int up) {
        if (whence == null || up >= whence.each().levels()) {
            return begin(whence == null ? up : up - whence.each().levels());
        }
        Path each = whence.each();
        boolean own = above == null || document.at() != null;
        if (own && document.source().hasLines() && !each.isSetAside()) {
            String line = document.source().place(whence.item().index());
            return begin(0).isEmpty() ? line : begin(0) + ", " + line;
        }
        if (above == null && !each.flattens()) {
            return document.source().place(whence.item().index());
        }
        String here = each.isSetAside() ? "" : begin(each.up());
        String item = each.place(whence.item(), up);
        return here.isEmpty() || item.startsWith("[") ? here + item : here + "." + item;
    }

    /** Where the list begins that the item is of, or what encloses that so many levels up. */
    private String begin(int up) {
        if (above == null) {
            return "";
        }
        if (document.at() == null) {
            return above.place(up);
        }
        return up == 0 ? above.place(document.at()) : above.place(up - 1);
    }

    /** Such as {@code insurances[0].type}. */
    String target(String field) {
        String here = target();
        return here.isEmpty() ? field : here + "." + field;
    }

    private String target() {
        String name = above == null ? "" : above.target(group);
        return number < 0 ? name : name + "[" + number + "]";
    }
}
