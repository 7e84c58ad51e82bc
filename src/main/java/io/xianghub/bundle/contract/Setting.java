package io.xianghub.bundle.contract;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** What a changed key of a façade, a sync's stream or a template means. */
final class Setting {

    private static final String DEFAULT_SIZE = "64KB";
    /** What a façade's sender and its reader hold to. */
    private static final Set<String> WIRE = Set.of("authentication", "content-type", "answer-type");

    private Setting() {}

    record Verdict(Kind kind, Impact impact) {}

    static Verdict of(Aspect part, String key, @Nullable Object before, @Nullable Object after) {
        return switch (part) {
            case FACADE -> facade(key, before, after);
            // The words may be mended at any time; another kind of business is another message.
            case TEMPLATE -> new Verdict(Kind.CHANGED, key.equals("biz-type") ? Impact.POSSIBLE : Impact.NONE);
            default -> new Verdict(Kind.UNDECIDED, Impact.POSSIBLE);
        };
    }

    private static Verdict facade(String key, @Nullable Object before, @Nullable Object after) {
        if (WIRE.contains(key)) {
            return new Verdict(Kind.CHANGED, Impact.BREAKING);
        }
        if (key.equals("assumed")) {
            return new Verdict(Kind.CHANGED, Impact.NONE);
        }
        if (key.equals("max-size")) {
            int difference = size(after).compareTo(size(before));
            if (difference == 0) {
                return new Verdict(Kind.CHANGED, Impact.NONE);
            }
            return difference > 0
                    ? new Verdict(Kind.WIDENED, Impact.NONE)
                    : new Verdict(Kind.NARROWED, Impact.BREAKING);
        }
        return new Verdict(Kind.UNDECIDED, Impact.POSSIBLE);
    }

    private static DataSize size(@Nullable Object text) {
        return DataSize.parse(text == null ? DEFAULT_SIZE : String.valueOf(text));
    }
}
