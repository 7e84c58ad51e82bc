package io.xianghub.bundle.border;

import io.xianghub.mapping.Witness;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Parts of a bundle that some inputs have touched. */
public final class Touches implements Witness {

    private final Set<String> routes = ConcurrentHashMap.newKeySet();
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> sources = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> codes = new ConcurrentHashMap<>();

    void passed(String route) {
        routes.add(route);
    }

    void called(String connection, String operation) {
        operations.add(connection + "/" + operation);
    }

    @Override
    public void read(String mapping, String source) {
        sources.computeIfAbsent(mapping, absent -> ConcurrentHashMap.newKeySet())
                .add(source);
    }

    @Override
    public void coded(String dictionary, String code) {
        codes.computeIfAbsent(dictionary, absent -> ConcurrentHashMap.newKeySet())
                .add(code);
    }

    public Set<String> routes() {
        return routes;
    }

    /** Operations of departments, as {@code <connection>/<operation>}. */
    public Set<String> operations() {
        return operations;
    }

    public Set<String> sources(String mapping) {
        return sources.getOrDefault(mapping, Set.of());
    }

    public Set<String> codes(String dictionary) {
        return codes.getOrDefault(dictionary, Set.of());
    }
}
