package io.xianghub.scaffold;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a value on a department's wire looks like. */
sealed interface Shape {

    /** What a single value is. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN
    }

    /** One value of a coded field, and what it means. */
    record Code(String value, String label) {}

    /**
     * A single value.
     *
     * @param codes the only values it has; empty for any
     * @param facets what JSON Schema says about it beyond its type, such as {@code format} or {@code maxLength}
     * @param example a value that somebody wrote down as an example; null for none
     */
    record Leaf(Kind kind, List<Code> codes, Map<String, Object> facets, @Nullable Object example) implements Shape {

        public Leaf {
            codes = List.copyOf(codes);
            facets = Map.copyOf(facets);
        }

        static Leaf of(Kind kind) {
            return new Leaf(kind, List.of(), Map.of(), null);
        }

        static Leaf of(Kind kind, @Nullable Object example) {
            return new Leaf(kind, List.of(), Map.of(), example);
        }
    }

    /** Named parts in the order of the wire. */
    record Group(List<Part> parts) implements Shape {

        static final Group EMPTY = new Group(List.of());

        public Group {
            parts = List.copyOf(parts);
        }

        boolean isEmpty() {
            return parts.isEmpty();
        }
    }

    /** A list. */
    record Many(Shape item) implements Shape {}

    /** A structure that is passed on as it is, because nothing more is known of it. */
    record Tree(@Nullable Object example) implements Shape {

        static final Tree UNKNOWN = new Tree(null);
    }

    /**
     * A part of a structure.
     *
     * @param name as it stands on the wire; an XML attribute begins with {@code @}
     * @param label what the source says that it is; empty for nothing
     */
    record Part(String name, Shape shape, boolean required, String label) {

        /** The name without the marks of the wire. */
        String plainName() {
            String bare = name.startsWith("@") || name.startsWith("#") ? name.substring(1) : name;
            return bare.substring(bare.indexOf(':') + 1);
        }

        /** The name under which an answer's tree has it: local names, without a prefix. */
        String pathName() {
            String marked = name.startsWith("@") ? "@" : "";
            return name.startsWith("#") ? name : marked + plainName();
        }
    }
}
