package io.xianghub.shared.wire;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two trees field by field. Numbers are equal when they are the same number, however written; {@link #ANY} on
 * the expected side is equal to whatever is there; what is no tree's leaf (dates of a row) compares as its text.
 */
public final class TreeDifferences {

    /** Stands in an expected tree for a value that may be anything, but must be there. */
    public static final String ANY = "${any}";

    private final List<Difference> found = new ArrayList<>();

    /** What is wrong at a path. */
    public enum Kind {
        /** Expected, and not there. */
        MISSING,
        /** There, and not expected. */
        UNEXPECTED,
        /** There, with another value. */
        OTHER
    }

    /** @param path such as {@code insurances[0].type}; empty for the whole */
    public record Difference(String path, Kind kind, @Nullable Object expected, @Nullable Object actual) {}

    private TreeDifferences() {}

    /** Every difference, in the order of the expected tree. */
    public static List<Difference> between(@Nullable Object expected, @Nullable Object actual) {
        TreeDifferences differences = new TreeDifferences();
        differences.compare("", expected, actual);
        return differences.found;
    }

    /** Compares bytes as trees when both are JSON, else line by line as text, else byte by byte. */
    public static List<Difference> between(byte[] expected, byte[] actual, Charset charset) {
        try {
            return between(Json.parse(expected, charset), Json.parse(actual, charset));
        } catch (Malformed notJson) {
            return lines(expected, actual, charset);
        }
    }

    /** Compares an expected tree with bytes that should be its JSON. */
    public static List<Difference> between(@Nullable Object expected, byte[] actual, Charset charset) {
        try {
            return between(expected, Json.parse(actual, charset));
        } catch (Malformed notJson) {
            return between(expected, new String(actual, charset));
        }
    }

    private static List<Difference> lines(byte[] expected, byte[] actual, Charset charset) {
        TreeDifferences differences = new TreeDifferences();
        try {
            String[] wanted = Charsets.decode(expected, charset).split("\n", -1);
            String[] got = Charsets.decode(actual, charset).split("\n", -1);
            for (int i = 0; i < Math.max(wanted.length, got.length); i++) {
                String path = "line " + (i + 1);
                if (i >= got.length) {
                    differences.add(path, Kind.MISSING, wanted[i], null);
                } else if (i >= wanted.length) {
                    differences.add(path, Kind.UNEXPECTED, null, got[i]);
                } else if (!wanted[i].equals(got[i])) {
                    differences.add(path, Kind.OTHER, wanted[i], got[i]);
                }
            }
        } catch (Malformed otherCharset) {
            int same = java.util.Arrays.mismatch(expected, actual);
            if (same >= 0) {
                differences.add("byte " + same, Kind.OTHER, at(expected, same), at(actual, same));
            }
        }
        return differences.found;
    }

    private static @Nullable String at(byte[] bytes, int index) {
        return index < bytes.length ? "0x%02X".formatted(bytes[index]) : null;
    }

    private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (ANY.equals(expected)) {
            return;
        }
        if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> got) {
            compareMembers(path, wanted, got);
        } else if (expected instanceof List<?> wanted && actual instanceof List<?> got) {
            compareItems(path, wanted, got);
        } else if (!same(expected, actual)) {
            add(path, Kind.OTHER, expected, actual);
        }
    }

    private void compareMembers(String path, Map<?, ?> expected, Map<?, ?> actual) {
        Set<Object> names = new LinkedHashSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (Object name : names) {
            String below = path.isEmpty() ? name.toString() : path + "." + name;
            if (!actual.containsKey(name)) {
                add(below, Kind.MISSING, expected.get(name), null);
            } else if (!expected.containsKey(name)) {
                add(below, Kind.UNEXPECTED, null, actual.get(name));
            } else {
                compare(below, expected.get(name), actual.get(name));
            }
        }
    }

    private void compareItems(String path, List<?> expected, List<?> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String below = path + "[" + i + "]";
            if (i >= actual.size()) {
                add(below, Kind.MISSING, expected.get(i), null);
            } else if (i >= expected.size()) {
                add(below, Kind.UNEXPECTED, null, actual.get(i));
            } else {
                compare(below, expected.get(i), actual.get(i));
            }
        }
    }

    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected instanceof Number wanted && actual instanceof Number got) {
            return new BigDecimal(wanted.toString()).compareTo(new BigDecimal(got.toString())) == 0;
        }
        if (isLeaf(expected) && isLeaf(actual)) {
            return expected.equals(actual);
        }
        return !isBranch(expected) && !isBranch(actual) && expected.toString().equals(actual.toString());
    }

    private static boolean isLeaf(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static boolean isBranch(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    private void add(String path, Kind kind, @Nullable Object expected, @Nullable Object actual) {
        found.add(new Difference(path, kind, expected, actual));
    }
}
