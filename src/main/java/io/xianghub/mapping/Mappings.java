package io.xianghub.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The compiled mappings of one bundle version; compiled by {@link MappingCompiler}. */
public final class Mappings {

    private final Map<String, Mapping> byName;
    private final Map<String, Set<String>> codes;

    public Mappings(Map<String, Mapping> byName) {
        this(byName, Map.of());
    }

    Mappings(Map<String, Mapping> byName, Map<String, Set<String>> codes) {
        this.byName = Map.copyOf(byName);
        this.codes = Map.copyOf(codes);
    }

    public Optional<Mapping> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** The codes of each dictionary. */
    public Map<String, Set<String>> codes() {
        return codes;
    }
}
