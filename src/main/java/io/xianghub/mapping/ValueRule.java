package io.xianghub.mapping;

import com.google.re2j.Pattern;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one value is read: where from, what of it is accepted, what it means, who may see it.
 *
 * @param field its path in the target, without indexes of lists
 */
record ValueRule(String field, Reading reading, Demand demand, Meaning meaning, Showing showing) {

    /**
     * What stands for a value that is absent, and what a value must be.
     *
     * @param requiredWhen null when it is required always or never
     */
    record Demand(
            @Nullable String fallback,
            boolean required,
            @Nullable Condition requiredWhen,
            @Nullable Pattern pattern,
            int max) {

        boolean missing(@Nullable Object item, Fields.Work work) {
            return required || (requiredWhen != null && requiredWhen.holds(item, work));
        }

        private void check(String text) throws Unfit {
            if (text.length() > max) {
                throw new Unfit(Text.of("超过 %d 个字符", "Longer than %d characters", max));
            }
            if (pattern != null && !pattern.matches(text)) {
                throw new Unfit(Text.of("不符合 %s", "Does not match %s", pattern.pattern()));
            }
        }
    }

    /** What a department's text becomes. */
    record Meaning(@Nullable Lookup lookup, Type type, Type.Options options) {}

    /** How much of the value may be seen, in the result and in a message about it. */
    record Showing(@Nullable Mask mask, Sensitivity sensitivity) {

        /** Whether a wrong value may stand in a message. */
        boolean open() {
            return sensitivity == Sensitivity.PUBLIC;
        }

        private Object masked(Object value) {
            return mask == null ? value : mask.of(value.toString());
        }
    }

    /** The value, or null when there is none and none is required. */
    @Nullable Object read(@Nullable Object item, Fields.Work work) throws Unfit {
        return demanded(value(item, work), item, work);
    }

    /** The value, which must be there when the item says so. */
    @Nullable Object demanded(@Nullable Object value, @Nullable Object item, Fields.Work work) throws Unfit {
        if (value == null && demand.missing(item, work)) {
            throw Unfit.missing();
        }
        return value;
    }

    private @Nullable Object value(@Nullable Object item, Fields.Work work) throws Unfit {
        if (meaning.type() == Type.TREE) {
            return reading.tree(item, work);
        }
        String text = reading.text(item, work, demand.max());
        if (text == null) {
            text = demand.fallback();
        }
        if (text == null) {
            return null;
        }
        return reading.split() == null ? one(text, item, work) : list(text, item, work);
    }

    private @Nullable List<Object> list(String text, @Nullable Object item, Fields.Work work) throws Unfit {
        List<Object> values = new ArrayList<>();
        for (String part : reading.parts(text)) {
            work.budget().made(Weight.VALUE);
            Object value = one(part, item, work);
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? null : values;
    }

    private @Nullable Object one(String text, @Nullable Object item, Fields.Work work) throws Unfit {
        demand.check(text);
        String standard = meant(text, item, work);
        Object value = standard == null ? null : meaning.type().of(standard, meaning.options(), work.clock());
        return value == null ? null : showing.masked(value);
    }

    private @Nullable String meant(String text, @Nullable Object item, Fields.Work work) throws Unfit {
        Lookup lookup = meaning.lookup();
        if (lookup == null) {
            return text;
        }
        String standard = lookup.find(text, item, work);
        if (standard == null) {
            String dictionary = lookup.dictionary().name();
            work.seen().unmapped(field, dictionary, showing.open() ? text : null);
            if (!lookup.reported()) {
                throw new Unfit(Text.of(
                        "字典 %s 没有代码 %s", "The dictionary %s has no code %s", dictionary, showing.open() ? text : "…"));
            }
        }
        return standard;
    }
}
