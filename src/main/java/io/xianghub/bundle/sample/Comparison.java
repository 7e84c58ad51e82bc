package io.xianghub.bundle.sample;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.TreeDifferences;
import io.xianghub.shared.wire.TreeDifferences.Difference;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what came of a sample against what its files say. */
final class Comparison {

    private Comparison() {}

    /** What a sample ended in: a tree or bytes, or a problem. */
    record Came(@Nullable Object body, @Nullable Problem problem) {

        @Nullable Object shown() {
            return problem == null ? body : written(problem);
        }
    }

    /** No unmet expectation when it is as expected. */
    static List<SampleResult.Unmet> of(Expected expected, Came came, Charset charset) {
        List<Difference> differences = differences(expected, came, charset);
        return differences.isEmpty()
                ? List.of()
                : List.of(new SampleResult.Unmet(expected.file(), differences, came.shown(), came.problem() != null));
    }

    private static List<Difference> differences(Expected expected, Came came, Charset charset) {
        Problem problem = came.problem();
        if (expected instanceof Expected.Refusal refusal) {
            return problem == null
                    ? List.of(other("problem", refusal.problem().get("problem"), came.body()))
                    : TreeDifferences.between(refusal.problem(), only(refusal.problem(), written(problem)));
        }
        if (problem != null) {
            return List.of(other("", shown(expected, charset), written(problem)));
        }
        if (expected instanceof Expected.Tree tree) {
            return came.body() instanceof byte[] bytes
                    ? TreeDifferences.between(tree.tree(), bytes, charset)
                    : TreeDifferences.between(tree.tree(), came.body());
        }
        byte[] wanted = ((Expected.Bytes) expected).bytes();
        return came.body() instanceof byte[] bytes
                ? TreeDifferences.between(wanted, bytes, charset)
                : List.of(other("", new String(wanted, charset), came.body()));
    }

    private static @Nullable Object shown(Expected expected, Charset charset) {
        return expected instanceof Expected.Tree tree
                ? tree.tree()
                : new String(((Expected.Bytes) expected).bytes(), charset);
    }

    private static Difference other(String path, @Nullable Object expected, @Nullable Object actual) {
        return new Difference(path, TreeDifferences.Kind.OTHER, expected, actual);
    }

    /** A problem as cases write it. */
    static Map<String, @Nullable Object> written(Problem problem) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("problem", problem.type().slug());
        problem.extras().forEach(tree::put);
        if (!problem.violations().isEmpty()) {
            tree.put(
                    "violations",
                    problem.violations().stream()
                            .map(wrong -> Map.of(
                                    "path",
                                    wrong.path(),
                                    "message",
                                    wrong.message().en()))
                            .toList());
        }
        if (problem.detail() != null) {
            tree.put("detail", problem.detail().en());
        }
        Throwable cause = problem.getCause();
        if (problem.type() == io.xianghub.shared.problem.ProblemType.INTERNAL && cause != null) {
            tree.put("cause", String.valueOf(cause.getMessage()));
        }
        return tree;
    }

    /** Of the actual tree, what the expected one speaks of. */
    private static @Nullable Object only(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> got) {
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
            wanted.forEach((name, value) -> {
                if (got.containsKey(name)) {
                    kept.put(name, only(value, got.get(name)));
                }
            });
            return kept;
        }
        if (expected instanceof List<?> wanted && actual instanceof List<?> got && wanted.size() == got.size()) {
            List<@Nullable Object> kept = new java.util.ArrayList<>();
            for (int i = 0; i < got.size(); i++) {
                kept.add(only(wanted.get(i), got.get(i)));
            }
            return kept;
        }
        return actual;
    }
}
