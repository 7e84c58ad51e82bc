package io.xianghub.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The compiled mappings of one bundle version; compiled by {@link MappingCompiler}. */
public final class Mappings {

    private final Map<String, Mapping> byName;

    public Mappings(Map<String, Mapping> byName) {
        this.byName = Map.copyOf(byName);
    }

    public Optional<Mapping> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }
}
