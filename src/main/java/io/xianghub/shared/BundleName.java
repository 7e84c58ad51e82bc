package io.xianghub.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a route bundle: its folder, its path under {@code /services} and the prefix of all it owns. */
public record BundleName(@JsonValue String value) implements Comparable<BundleName> {

    // Possessive: the plain repetition of a group calls itself once a turn, and a long name would overflow the stack.
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*+");

    @JsonCreator
    public BundleName {
        if (!valid(value)) {
            throw new IllegalArgumentException("Not a bundle name (lower-case words joined by '-'): " + value);
        }
    }

    public static boolean valid(String value) {
        return value.length() <= 40 && FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(BundleName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
