package io.xianghub.scaffold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection as the bundle will declare it, without its operations.
 *
 * @param keys what stands beside {@code operations} in bundle.yaml
 * @param notes what an engineer should know about its binding; comments in bundle.yaml
 * @param properties that the binding must have; the simulator's values
 */
record LegacyConnection(
        String name, Style style, Map<String, Object> keys, List<String> notes, Map<String, String> properties) {

    /** How the department's system is spoken to. */
    enum Style {
        HTTP_JSON("http-json"),
        HTTP_FORM("http-form"),
        HTTP_XML("http-xml"),
        SOAP("soap"),
        SQL("sql");

        private final String word;

        Style(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Whether all values of an answer's tree are texts. */
        boolean textsOnly() {
            return this == HTTP_XML || this == SOAP;
        }
    }

    LegacyConnection {
        keys = new LinkedHashMap<>(keys);
        notes = List.copyOf(notes);
        properties = Map.copyOf(properties);
    }
}
