package io.xianghub.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Codes of a department and what they mean here, each for a time, in the order of the file. */
record Dictionary(String name, Map<String, List<Entry>> entries) {

    /** @param to the last day it holds; null for no end */
    record Entry(String standard, String label, @Nullable LocalDate from, @Nullable LocalDate to) {

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
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Nullable Entry entry(String code, LocalDate day) {
        Entry found = in(code, day);
        return found == null ? in(DEFAULT, day) : found;
    }

    /** All of it, code by code. */
    List<DictionaryLine> lines() {
        List<DictionaryLine> lines = new ArrayList<>();
        entries.forEach((code, meanings) -> meanings.forEach(meaning -> lines.add(
                new DictionaryLine(code, meaning.standard(), meaning.label(), meaning.from(), meaning.to()))));
        return lines;
    }

    /** The code under which {@link #entry} finds the value. */
    String codeOf(String code, LocalDate day) {
        return in(code, day) == null ? DEFAULT : code;
    }

    /** The other way round, from what a code means here to the code; the first code of several for one meaning wins. */
    Dictionary reversed() {
        Map<String, List<Entry>> reversed = new LinkedHashMap<>();
        entries.forEach((code, meanings) -> {
            for (Entry meaning : code.equals(DEFAULT) ? List.<Entry>of() : meanings) {
                reversed.computeIfAbsent(meaning.standard(), first -> new ArrayList<>())
                        .add(new Entry(code, meaning.label(), meaning.from(), meaning.to()));
            }
        });
        return new Dictionary(name, reversed);
    }

    /** Each key with two values at one time, with the values. */
    Map<String, List<String>> ambiguities() {
        Map<String, List<String>> ambiguous = new TreeMap<>();
        entries.forEach((key, meanings) -> {
            boolean twice = false;
            for (int i = 1; i < meanings.size(); i++) {
                twice |= meanings.subList(0, i).stream().anyMatch(meanings.get(i)::overlaps);
            }
            if (twice) {
                ambiguous.put(key, meanings.stream().map(Entry::standard).toList());
            }
        });
        return ambiguous;
    }

    private @Nullable Entry in(String code, LocalDate day) {
        for (Entry entry : entries.getOrDefault(code, List.of())) {
            if (entry.holds(day)) {
                return entry;
            }
        }
        return null;
    }
}
