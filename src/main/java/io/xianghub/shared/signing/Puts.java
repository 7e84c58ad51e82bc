package io.xianghub.shared.signing;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the signature and its marks stand in a call.
 *
 * @param caller the binding's property that says who signs
 */
record Puts(String caller, Map<String, Part> headers, Map<String, Part> query, Map<String, Part> fields) {

    Puts {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        query = Collections.unmodifiableMap(new TreeMap<>(query));
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    Optional<String> header(Part part) {
        return name(headers, part);
    }

    Optional<String> query(Part part) {
        return name(query, part);
    }

    Optional<String> field(Part part) {
        return name(fields, part);
    }

    /** Any of its places, for a person to read. */
    Optional<String> place(Part part) {
        return Stream.of(header(part), query(part), field(part))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The names of fields and parameters that bear the signature. */
    Set<String> own() {
        return Stream.of(query, fields)
                .flatMap(places -> places.entrySet().stream())
                .filter(place -> place.getValue().kind() == Part.Kind.SIGNATURE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Optional<String> name(Map<String, Part> places, Part part) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().equals(part))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
