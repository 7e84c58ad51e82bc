package io.xianghub.record;

import io.xianghub.shared.problem.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields at which an input was wrong, as a note of its exchange: their paths, never their values. */
public final class WrongFields {

    private static final int MOST = 10;

    /** A caller may write anything in the place of a name; a number in it may be somebody's. */
    private static final Pattern PLAIN = Pattern.compile("(?!.*[0-9]{6})[A-Za-z0-9_$.@\\[\\], -]{1,60}");

    private WrongFields() {}

    /** {@code fields: a, b[0].c}; null when the problem names no field that can be shown. */
    public static @Nullable String of(@Nullable Problem problem) {
        if (problem == null) {
            return null;
        }
        List<String> paths = problem.violations().stream()
                .map(Problem.Violation::path)
                .filter(path -> PLAIN.matcher(path).matches())
                .distinct()
                .toList();
        if (paths.isEmpty()) {
            return null;
        }
        String shown = paths.stream().limit(MOST).collect(Collectors.joining(", "));
        return "fields: " + shown + (paths.size() > MOST ? ", … (" + paths.size() + ")" : "");
    }
}
