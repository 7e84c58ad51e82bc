package io.xianghub.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees what mappings come across, so that one can say what no sample has touched. */
public interface Witness {

    /** Sees nothing. */
    Witness NONE = new Witness() {
        @Override
        public void read(String mapping, String source) {}

        @Override
        public void coded(String dictionary, String code) {}

        @Override
        public boolean follows() {
            return false;
        }
    };

    /** Whether {@link #read} is to be told; it costs each value a little work. */
    default boolean follows() {
        return true;
    }

    /** A source field, one of {@link Mapping#sources()}, was there. */
    void read(String mapping, String source);

    /** A dictionary translated one of its codes. */
    void coded(String dictionary, String code);

    /**
     * A dictionary did not know a code.
     *
     * @param field the path of the target's field, those in lists without an index
     * @param code null unless the field is public
     */
    default void unmapped(String mapping, String field, String dictionary, @Nullable String code) {}

    /** Items of one input were left out, since others before them were the same. */
    default void repeated(String mapping, int count) {}

    /** A file of lines was read, whatever comes of it. */
    default void lines(String mapping, FileOfLines file) {}

    /**
     * The lines of a file.
     *
     * @param first the number of the first row's line
     * @param aside the head and the trailer
     * @param oneEach whether the mapping makes one item of each row, in their order
     */
    record FileOfLines(int first, List<Map<String, Object>> rows, Map<String, Object> aside, boolean oneEach) {}

    /** Whether {@link #made} and {@link #skipped} are to be told; it costs each value some work. */
    default boolean wants() {
        return false;
    }

    /** A value of the target came about, or was left out. */
    default void made(Derivation derivation) {}

    /**
     * A field was left out because its condition does not hold.
     *
     * @param derivation from what the condition looked at
     */
    default void skipped(Derivation derivation) {}
}
