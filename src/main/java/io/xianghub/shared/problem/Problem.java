package io.xianghub.shared.problem;

import io.xianghub.shared.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outcome that ends an exchange: which problem, with which thing, at which fields. */
public final class Problem extends RuntimeException {

    private final ProblemType type;
    private final @Nullable Text detail;
    private final List<Violation> violations;
    private final Map<String, Object> extras;
    private final @Nullable Duration retryAfter;
    private final @Nullable String step;

    /** One wrong value: where it stands ({@code $.identityNumber}, {@code line 3, column 5}) and what is wrong with it. */
    public record Violation(String path, Text message) {}

    private Problem(
            ProblemType type,
            @Nullable Text detail,
            List<Violation> violations,
            Map<String, Object> extras,
            @Nullable Duration retryAfter,
            @Nullable String step,
            @Nullable Throwable cause) {
        super(type.slug() + (detail == null ? "" : ": " + detail.en()), cause);
        this.type = type;
        this.detail = detail;
        this.violations = List.copyOf(violations);
        this.extras = extras;
        this.retryAfter = retryAfter;
        this.step = step;
    }

    public static Problem of(ProblemType type) {
        return new Problem(type, null, List.of(), Map.of(), null, null, null);
    }

    public static Problem of(ProblemType type, Text detail) {
        return new Problem(type, detail, List.of(), Map.of(), null, null, null);
    }

    /** What an exception means to whoever waits: the problem within it, or an error inside the hub. */
    public static Problem in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        return of(ProblemType.INTERNAL).causedBy(failure);
    }

    public Problem at(List<Violation> wrong) {
        return new Problem(type, detail, wrong, extras, retryAfter, step, getCause());
    }

    public Problem at(String path, Text message) {
        return at(List.of(new Violation(path, message)));
    }

    /** Adds a member to the answer, such as the department's own code. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extras);
        more.put(name, value);
        return new Problem(type, detail, violations, more, retryAfter, step, getCause());
    }

    public Problem retryAfter(Duration wait) {
        return new Problem(type, detail, violations, extras, wait, step, getCause());
    }

    public Problem causedBy(Throwable cause) {
        return new Problem(type, detail, violations, extras, retryAfter, step, cause);
    }

    /** Says in which step of a route it arose; for the hub's own records, never for the caller. */
    public Problem atStep(@Nullable String where) {
        Problem there = new Problem(type, detail, violations, extras, retryAfter, where, getCause());
        there.setStackTrace(getStackTrace());
        return there;
    }

    public ProblemType type() {
        return type;
    }

    public @Nullable Text detail() {
        return detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, Object> extras() {
        return extras;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** {@code <file>:<line> <step> [<route>]}; null when no step of a route is known. */
    public @Nullable String step() {
        return step;
    }
}
