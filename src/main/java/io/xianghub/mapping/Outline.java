package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping makes of what, field by field, told without any input.
 *
 * @param formats what it reads and writes
 * @param list whether the result is a list, each item of which is what the lines say; of several lines of one target each
 *     item has one, or none
 * @param needs paths without which there is no result at all: lists that must be there, documents inside documents
 * @param asks paths that decide which items there are
 */
public record Outline(
        Formats formats, boolean list, SortedSet<String> needs, SortedSet<String> asks, List<Line> lines) {

    public Outline {
        needs = sorted(needs);
        asks = sorted(asks);
        lines = List.copyOf(lines);
    }

    /** Words such as {@code record}, {@code delimited (GB18030)}; documents inside documents have an arrow between them. */
    public record Formats(String source, String target) {}

    /**
     * One field of the target; a group comes before the fields in it.
     *
     * @param target its path, that of a field in a list without an index, such as {@code insurances.type}
     * @param at where it stands in the mapping's file
     */
    public record Line(String target, Position at, Origin origin, Handling handling, Presence presence) {}

    /** How a field's value comes about. */
    public enum Making {
        /** Always the same. */
        CONSTANT,
        /** Of the first of its sources that has a value. */
        FIRST,
        /** Of all of its sources, none of which may be missing. */
        JOINED,
        /**
         * Of an item of another list that has the same key. The first of its sources is the value, then come the parts of
         * the key in that list, then those that it is held against; none may be missing.
         */
        LOOKED_UP,
        /** Of what the items of a list have there. */
        FOLDED,
        /** The structure that stands there, as it is. */
        COPIED,
        /** Fields of its own. */
        OBJECT,
        /** Fields of its own, once for each item of a list, or one after the other of the same item. */
        LIST,
        /** In a way that cannot be told. */
        OPAQUE
    }

    /**
     * What a field is made of.
     *
     * @param sources paths in the input, those in lists below the path of their list, and {@code $name.path} beside it
     * @param asks further paths, which decide whether the field is there, or what its value means
     * @param constant null unless it is one
     */
    public record Origin(Making making, List<String> sources, SortedSet<String> asks, @Nullable Object constant) {

        public Origin {
            sources = List.copyOf(sources);
            asks = sorted(asks);
        }
    }

    /**
     * What becomes of the value.
     *
     * @param type its word in the mapping's file; empty where there is no value
     * @param functions words in their order, such as {@code half-width}, {@code sum}, {@code reverse}; of what has fields of
     *     its own the documents that it is read in and written as
     * @param dictionary null when there is none
     * @param mask null when all of the value is shown
     */
    public record Handling(
            String type,
            List<String> functions,
            @Nullable String dictionary,
            @Nullable String mask,
            Sensitivity sensitivity) {

        public Handling {
            functions = List.copyOf(functions);
        }
    }

    /**
     * Whether the field is there.
     *
     * @param required whether an input without it is refused; {@code sometimes} when a condition decides that
     * @param fallback whether something stands for an absent value
     * @param always whether it is there whenever what it is part of is
     */
    public record Presence(boolean required, boolean sometimes, boolean fallback, boolean always) {}

    /** Of a mapping that anything may come of, of anything that it is given. */
    static Outline opaque(Formats formats, Position at) {
        return new Outline(
                formats,
                false,
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(new Line(
                        "",
                        at,
                        new Origin(Making.OPAQUE, List.of("."), new TreeSet<>(), null),
                        new Handling("", List.of(), null, null, Sensitivity.PERSONAL),
                        new Presence(false, false, false, false))));
    }

    /** Whether nobody can tell what it reads and makes. */
    public boolean opaque() {
        return lines.stream()
                .anyMatch(line ->
                        line.origin().making() == Making.OPAQUE && line.target().isEmpty());
    }

    /** Every path that the mapping reads. */
    public SortedSet<String> reads() {
        SortedSet<String> reads = new TreeSet<>(needs);
        reads.addAll(asks);
        for (Line line : lines) {
            reads.addAll(line.origin().sources());
            reads.addAll(line.origin().asks());
        }
        return reads;
    }

    private static SortedSet<String> sorted(SortedSet<String> paths) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(paths));
    }
}
