package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a file and of each of its lines, as a tree; names places and rules, and no value but the row's own columns. */
final class ResultTree {

    private static final Pattern LINE = Pattern.compile("line ([0-9]{1,9})(?:, column (.+))?");
    private static final Pattern NOT_TEXT = Pattern.compile("[|\\p{C}\\p{Zl}\\p{Zp}]");

    private final FileLines lines;
    private final @Nullable Problem problem;
    private final Map<Integer, List<Violation>> wrong = new TreeMap<>();
    private final Map<Integer, Problem> failures;

    private ResultTree(FileLines lines, @Nullable Problem problem) {
        this.lines = lines;
        this.problem = problem;
        this.failures = lines.failures();
    }

    static Map<String, @Nullable Object> of(String name, FileLines lines, @Nullable Problem problem) {
        return new ResultTree(lines, problem).tree(name);
    }

    private Map<String, @Nullable Object> tree(String name) {
        List<Violation> ofFile = new ArrayList<>();
        if (problem != null) {
            problem.violations().forEach(violation -> place(violation, ofFile));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<Map<String, Object>> known = lines.rows();
        for (int i = 0; i < known.size(); i++) {
            rows.add(row(i, known.get(i)));
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("file", name);
        tree.put("outcome", problem == null ? "accepted" : "refused");
        tree.put("lines", (long) rows.size());
        for (String outcome : List.of("accepted", "refused")) {
            tree.put(
                    outcome,
                    rows.stream()
                            .filter(row -> outcome.equals(row.get("outcome")))
                            .count());
        }
        if (problem != null) {
            boolean rowsSayIt = ofFile.isEmpty() && (!wrong.isEmpty() || !failures.isEmpty());
            reasons(tree, problem, rowsSayIt ? List.of() : ofFile);
        }
        tree.putAll(lines.aside());
        tree.put("rows", rows);
        return tree;
    }

    /** What is told of a line belongs to its row. */
    private void place(Violation violation, List<Violation> ofFile) {
        Matcher line = LINE.matcher(violation.path());
        int row = line.matches() ? Integer.parseInt(line.group(1)) - lines.line(0) : -1;
        if (row >= 0 && row < lines.rows().size()) {
            String field = line.group(2) == null ? "" : line.group(2);
            wrong.computeIfAbsent(row, absent -> new ArrayList<>()).add(new Violation(field, violation.message()));
        } else if (failures.isEmpty()) {
            ofFile.add(violation);
        }
    }

    private Map<String, @Nullable Object> row(int index, Map<String, Object> columns) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("line", (long) lines.line(index));
        Problem own = failures.get(index);
        if (problem == null) {
            row.put("outcome", "accepted");
        } else if (own != null) {
            row.put("outcome", "refused");
            reasons(row, own, own.violations());
        } else if (wrong.containsKey(index)) {
            row.put("outcome", "refused");
            reasons(row, problem, wrong.getOrDefault(index, List.of()));
        } else {
            row.put("outcome", lines.isTaken(index) ? "accepted" : "not-taken");
        }
        row.put("row", columns);
        return row;
    }

    /** The title where no violation says more: a detail may quote a business key, and that a person's number. */
    private static void reasons(Map<String, @Nullable Object> tree, Problem problem, List<Violation> violations) {
        tree.put("code", problem.type().slug());
        if (violations.isEmpty()) {
            tree.put("field", "");
            tree.put("reason", problem.type().title(Locale.SIMPLIFIED_CHINESE));
            return;
        }
        tree.put(
                "field",
                violations.stream()
                        .map(Violation::path)
                        .filter(path -> !path.equals("input"))
                        .distinct()
                        .collect(Collectors.joining(",")));
        tree.put(
                "reason",
                violations.stream()
                        .map(violation -> violation.message().zh())
                        .distinct()
                        .collect(Collectors.joining("；")));
    }

    /** The hub's own lines: a head about the file, then each line with what became of it. */
    static String text(Map<String, @Nullable Object> tree) {
        StringBuilder text = new StringBuilder("$");
        line(tree, List.of("file", "outcome", "lines", "accepted", "refused", "code", "field", "reason"), text);
        if (tree.get("rows") instanceof List<?> rows) {
            for (Object row : rows) {
                line((Map<?, ?>) row, List.of("line", "outcome", "code", "field", "reason"), text);
            }
        }
        return text.toString();
    }

    private static void line(Map<?, ?> tree, List<String> members, StringBuilder text) {
        for (String member : members) {
            Object value = tree.get(member);
            text.append(
                            value == null
                                    ? ""
                                    : NOT_TEXT.matcher(String.valueOf(value)).replaceAll(" "))
                    .append('|');
        }
        text.append('\n');
    }
}
