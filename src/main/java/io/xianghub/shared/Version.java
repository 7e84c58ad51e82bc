package io.xianghub.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A semantic version without pre-release parts, such as {@code 1.4.0}. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    private static final Pattern FORM =
            Pattern.compile("(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})");
    private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    @JsonCreator
    public static Version of(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a version (major.minor.patch): " + value);
        }
        return new Version(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    public static boolean valid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
