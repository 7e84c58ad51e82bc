package io.xianghub.bundle.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A path of fields in a tree; the items of a list are not told apart. */
record FieldPath(List<Segment> segments) {

    static final FieldPath WHOLE = new FieldPath(List.of());

    /** @param filter which of several are meant, such as {@code @name=GRZH}; empty for all */
    record Segment(String name, String filter) {

        private static Segment of(String text) {
            int bracket = text.indexOf('[');
            if (bracket < 0) {
                return new Segment(text, "");
            }
            String inside = text.substring(bracket + 1).replaceFirst("].*$", "");
            boolean tells = inside.contains("=") && !inside.contains("!=");
            return new Segment(text.substring(0, bracket), tells ? inside : "");
        }

        /** Whether one may be the other: what one leaves open the other may say. */
        private boolean meets(Segment other) {
            return local().equals(other.local())
                    && (filter.isEmpty() || other.filter.isEmpty() || filter.equals(other.filter));
        }

        private String local() {
            int colon = name.indexOf(':');
            return colon < 0 ? name : (name.startsWith("@") ? "@" : "") + name.substring(colon + 1);
        }

        @Override
        public String toString() {
            return filter.isEmpty() ? name : name + "[" + filter + "]";
        }
    }

    FieldPath {
        segments = List.copyOf(segments);
    }

    /** Of a path as a mapping writes it; {@code .} and the empty text are the whole. */
    static FieldPath of(String text) {
        List<Segment> segments = new ArrayList<>();
        int start = 0;
        boolean inBrackets = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            inBrackets = i < text.length() && (c == '[' || (inBrackets && c != ']'));
            if (c == '.' && !inBrackets) {
                if (i > start) {
                    segments.add(Segment.of(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        return new FieldPath(segments);
    }

    boolean isWhole() {
        return segments.isEmpty();
    }

    /** Whether the other is this, or below it. */
    boolean covers(FieldPath other) {
        if (segments.size() > other.segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).meets(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What is left of this below one that covers it. */
    FieldPath below(FieldPath above) {
        return new FieldPath(segments.subList(above.segments.size(), segments.size()));
    }

    FieldPath and(FieldPath more) {
        if (more.isWhole()) {
            return this;
        }
        List<Segment> all = new ArrayList<>(segments);
        all.addAll(more.segments);
        return new FieldPath(all);
    }

    @Override
    public String toString() {
        return segments.stream().map(Segment::toString).collect(Collectors.joining("."));
    }
}
