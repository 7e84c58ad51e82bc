package io.xianghub.mapping;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codes of a department and what they mean here, each for a time. */
record Dictionary(String name, Map<String, List<Entry>> entries) {

    /** @param to the last day it holds; null for no end */
    record Entry(String standard, @Nullable LocalDate from, @Nullable LocalDate to) {

        boolean holds(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }

        boolean overlaps(Entry other) {
            boolean endsBefore = to != null && other.from != null && to.isBefore(other.from);
            boolean beginsAfter = from != null && other.to != null && from.isAfter(other.to);
            return !endsBefore && !beginsAfter;
        }
    }

    /** The code under which a dictionary keeps its default. */
    static final String DEFAULT = "*";

    Dictionary {
        entries = Map.copyOf(entries);
    }

    @Nullable String standard(String code, LocalDate day) {
        String found = in(code, day);
        return found == null ? in(DEFAULT, day) : found;
    }

    /** The code under which {@link #standard} finds the value. */
    String codeOf(String code, LocalDate day) {
        return in(code, day) == null ? DEFAULT : code;
    }

    private @Nullable String in(String code, LocalDate day) {
        for (Entry entry : entries.getOrDefault(code, List.of())) {
            if (entry.holds(day)) {
                return entry.standard();
            }
        }
        return null;
    }
}
