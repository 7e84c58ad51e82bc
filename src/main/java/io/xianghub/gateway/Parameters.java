package io.xianghub.gateway;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Texts of path, query and headers as the values that the contract's schema of that place asks for. */
final class Parameters {

    private final Map<?, ?> properties;

    /** @param schema JSON Schema of all parameters of one place */
    Parameters(String schema) {
        try {
            this.properties =
                    Json.parse(schema) instanceof Map<?, ?> map && map.get("properties") instanceof Map<?, ?> p
                            ? p
                            : Map.of();
        } catch (Malformed broken) {
            throw new IllegalArgumentException("A schema of the contract is no JSON", broken);
        }
    }

    /** What is not declared stays as it is, so that the schema can refuse it. */
    Map<String, @Nullable Object> typed(Map<String, String[]> texts) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        new TreeMap<>(texts).forEach((name, given) -> values.put(name, typed(properties.get(name), given)));
        return values;
    }

    List<String> names() {
        return properties.keySet().stream().map(String::valueOf).toList();
    }

    private static Object typed(@Nullable Object schema, String[] given) {
        Object type = schema instanceof Map<?, ?> map ? map.get("type") : null;
        if ("array".equals(type)) {
            Object items = schema instanceof Map<?, ?> map ? map.get("items") : null;
            return Arrays.stream(given)
                    .map(text -> typed(items, new String[] {text}))
                    .toList();
        }
        return given.length == 1 ? typed(type, given[0]) : List.of(given);
    }

    private static Object typed(@Nullable Object type, String text) {
        if ("integer".equals(type) && text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return Long.valueOf(text);
        }
        if ("number".equals(type) && text.matches("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?")) {
            return new BigDecimal(text);
        }
        if ("boolean".equals(type) && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        return text;
    }
}
