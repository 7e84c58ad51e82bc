package io.xianghub.mapping;

import io.xianghub.shared.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a field uses a dictionary.
 *
 * @param reverse whether the field turns what a code means here back into the code
 * @param label whether the field is the entry's label
 * @param reported whether a code that is not there leaves the field out; otherwise it is refused
 */
record Lookup(Dictionary dictionary, On on, boolean reverse, boolean label, boolean reported) {

    private static final DateInput DAYS =
            DateInput.of("yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss", "yyyy-MM-dd HH:mm:ss.S");

    /** The day whose meaning counts: that of a date beside the code, or today. */
    record On(@Nullable Path path, Dates dates) {

        static final On TODAY = new On(null, Dates.STANDARD);

        LocalDate day(@Nullable Object item, Fields.Work work) throws Unfit {
            Object found = path == null ? null : Reading.found(path, item, work);
            if (found == null) {
                return Type.today(work.clock());
            }
            String text = Leaf.text(found);
            if (text == null) {
                throw new Unfit(Text.of("%s 应为日期，实际是结构", "%s should be a date, not a structure", String.valueOf(path)));
            }
            try {
                String day = dates.of(Dates.Kind.DATE, text);
                return day == null ? Type.today(work.clock()) : LocalDate.parse(day);
            } catch (Unfit unfit) {
                throw new Unfit(Text.of(
                        "%s 不是日期，无法知道代码当时的含义",
                        "%s is no date, so nobody knows what the code meant then", String.valueOf(path)));
            }
        }
    }

    static On on(@Nullable Path path, @Nullable DateInput input) {
        return new On(path, new Dates(input == null ? DAYS : input, null, false));
    }

    /** What stands for a text, or null when the dictionary does not have it. */
    @Nullable String find(String text, @Nullable Object item, Fields.Work work) throws Unfit {
        LocalDate day = on.day(item, work);
        Dictionary.Entry entry = dictionary.entry(text, day);
        if (entry == null) {
            return null;
        }
        work.seen().coded(dictionary.name(), reverse ? entry.standard() : dictionary.codeOf(text, day));
        return label ? entry.label() : entry.standard();
    }
}
