package io.xianghub.scaffold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A department's system as its source describes it.
 *
 * @param connections by name
 * @param script SQL that builds a database like the department's; empty for none
 * @param tags of the source and how many operations have them
 */
record LegacySystem(
        String title,
        Map<String, LegacyConnection> connections,
        List<LegacyOperation> operations,
        String script,
        Map<String, Integer> tags) {

    LegacySystem(
            String title, Map<String, LegacyConnection> connections, List<LegacyOperation> operations, String script) {
        this(title, connections, operations, script, Map.of());
    }

    LegacySystem {
        connections = new LinkedHashMap<>(connections);
        operations = List.copyOf(operations);
    }

    LegacyConnection connection(LegacyOperation operation) {
        LegacyConnection found = connections.get(operation.wire().connection());
        if (found == null) {
            throw new IllegalArgumentException(operation.id() + " has no connection");
        }
        return found;
    }
}
