package io.xianghub.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The compiled mappings of one bundle version; compiled by {@link MappingCompiler}. */
public final class Mappings {

    private final Map<String, Mapping> byName;
    private final Map<String, List<DictionaryLine>> dictionaries;
    private final Map<String, String> reversals;

    public Mappings(Map<String, Mapping> byName) {
        this(byName, Map.of(), Map.of());
    }

    Mappings(
            Map<String, Mapping> byName,
            Map<String, String> reversals,
            Map<String, List<DictionaryLine>> dictionaries) {
        this.byName = Map.copyOf(byName);
        this.reversals = Map.copyOf(reversals);
        this.dictionaries = Map.copyOf(dictionaries);
    }

    public Optional<Mapping> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** The mappings that are the way back of another, and of which. */
    public Map<String, String> reversals() {
        return reversals;
    }

    /** The codes of each dictionary. */
    public Map<String, Set<String>> codes() {
        Map<String, Set<String>> codes = new HashMap<>();
        dictionaries.forEach((name, lines) ->
                codes.put(name, lines.stream().map(DictionaryLine::code).collect(Collectors.toUnmodifiableSet())));
        return codes;
    }

    /** The lines of each dictionary, in the order of its file. */
    public Map<String, List<DictionaryLine>> dictionaries() {
        return dictionaries;
    }
}
