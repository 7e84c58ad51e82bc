package io.xianghub.bundle.camel.exchange;

import io.xianghub.mapping.Witness;
import io.xianghub.shared.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of one file on its way through the routes, and what becomes of each: what its result file is made of. */
public final class FileLines {

    private final Columns columns;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Map<Throwable, Integer> failed = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private Map<String, Object> aside = Map.of();
    private int first;
    private boolean oneEach;
    private boolean read;

    /** Which columns of a row the result file shows. */
    @FunctionalInterface
    public interface Columns {
        boolean wants(String column);
    }

    public FileLines(Columns columns) {
        this.columns = columns;
    }

    /** The first mapping that reads lines reads those of the file. */
    public synchronized void read(Witness.FileOfLines file) {
        if (read) {
            return;
        }
        read = true;
        first = file.first();
        oneEach = file.oneEach();
        aside = file.aside();
        for (Map<String, Object> row : file.rows()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            row.forEach((column, value) -> {
                if (columns.wants(column)) {
                    shown.put(column, value);
                }
            });
            rows.add(shown.isEmpty() ? Map.of() : shown);
        }
    }

    /**
     * A step failed; of nested splits the outermost is told last, and counts.
     *
     * @param index of the item that a split made; null outside of splits
     */
    synchronized void failed(Throwable failure, @Nullable Integer index) {
        if (index != null) {
            failed.put(root(failure), index);
        }
    }

    /** Something was done with an item, or with all of them. */
    public synchronized void taken(@Nullable Integer index) {
        taken.add(index == null ? -1 : index);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem) {
                return cause;
            }
            root = cause;
        }
        return root;
    }

    /** Nothing when no mapping could read any. */
    public synchronized List<Map<String, Object>> rows() {
        return List.copyOf(rows);
    }

    /** The head and the trailer. */
    public synchronized Map<String, Object> aside() {
        return aside;
    }

    /** The number of a row's line. */
    public synchronized int line(int row) {
        return first + row;
    }

    /** Whether something was done with the row, although the file was refused. */
    public synchronized boolean isTaken(int row) {
        return taken.contains(-1) || (oneEach && taken.contains(row));
    }

    /** The rows that failed by themselves. */
    public synchronized Map<Integer, Problem> failures() {
        Map<Integer, Problem> failures = new TreeMap<>();
        if (oneEach) {
            failed.forEach((failure, row) -> failures.put(row, Problem.in(failure)));
        }
        return failures;
    }
}
