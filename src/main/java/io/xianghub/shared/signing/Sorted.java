package io.xianghub.shared.signing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parameters of a call in the order of their names, as text.
 *
 * @param of {@code fields}, {@code query} or both
 * @param except names that are left out, beside the signature's own
 * @param emptyLeftOut whether a parameter without a value is not signed
 */
record Sorted(Set<String> of, String pair, String between, boolean emptyLeftOut, List<String> except) {

    Sorted {
        of = Set.copyOf(of);
        except = List.copyOf(except);
    }

    /** @param own the names that bear the signature */
    String text(SignedCall call, Set<String> own) {
        Map<String, String> sorted = new TreeMap<>();
        if (of.contains("query")) {
            sorted.putAll(call.query());
        }
        if (of.contains("fields")) {
            sorted.putAll(call.fields());
        }
        return sorted.entrySet().stream()
                .filter(entry -> !own.contains(entry.getKey()) && !except.contains(entry.getKey()))
                .filter(entry -> !emptyLeftOut || !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + pair + entry.getValue())
                .collect(Collectors.joining(between));
    }

    boolean covers(String where, String name) {
        return of.contains(where) && !except.contains(name);
    }
}
