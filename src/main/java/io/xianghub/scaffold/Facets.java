package io.xianghub.scaffold;

import com.google.re2j.PatternSyntaxException;
import io.xianghub.shared.Patterns;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether a value keeps what a schema says about it. */
final class Facets {

    private static final Map<String, String> FORMATS = Map.of(
            "date", "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            "date-time", "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
            "time", "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
            "uuid", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
            "email", "[A-Za-z0-9._-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+",
            "uri", "[a-z][a-z0-9+.-]*:[A-Za-z0-9/._~:@!$&()*+,;=%#?-]+",
            "ipv4", "[0-9]{1,3}(\\.[0-9]{1,3}){3}",
            "hostname", "[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*",
            "duration", "P[0-9YMWDTHS]+");

    private Facets() {}

    /** Whether the value is of the kind, one of the codes, and keeps all facets. */
    static boolean fits(Shape.Leaf leaf, Object value) {
        return ofKind(leaf, value)
                && leaf.facets().entrySet().stream().allMatch(facet -> keeps(facet.getKey(), facet.getValue(), value));
    }

    static boolean ofKind(Shape.Leaf leaf, Object value) {
        boolean kind =
                switch (leaf.kind()) {
                    case TEXT -> value instanceof String text && !text.isBlank() && text.equals(text.strip());
                    case INTEGER -> value instanceof Long;
                    case DECIMAL -> value instanceof Long || value instanceof BigDecimal;
                    case BOOLEAN -> value instanceof Boolean;
                };
        return kind
                && (leaf.codes().isEmpty()
                        || leaf.codes().stream().anyMatch(code -> code.value().equals(String.valueOf(value))));
    }

    /** The facets that the value keeps. */
    static Map<String, Object> kept(Shape.Leaf leaf, Object value) {
        Map<String, Object> kept = new LinkedHashMap<>();
        leaf.facets().entrySet().stream()
                .filter(facet -> keeps(facet.getKey(), facet.getValue(), value))
                .sorted(Map.Entry.comparingByKey())
                .forEach(facet -> kept.put(facet.getKey(), facet.getValue()));
        return kept;
    }

    static boolean keeps(String facet, Object rule, Object value) {
        return switch (facet) {
            case "minLength" ->
                !(value instanceof String text)
                        || (rule instanceof Long least && text.codePointCount(0, text.length()) >= least);
            case "maxLength" ->
                !(value instanceof String text)
                        || (rule instanceof Long most && text.codePointCount(0, text.length()) <= most);
            case "minimum" -> compared(value, rule) >= 0;
            case "maximum" -> compared(value, rule) <= 0;
            case "pattern" -> !(value instanceof String text) || matches(String.valueOf(rule), text);
            case "format" ->
                !(value instanceof String text) || text.matches(FORMATS.getOrDefault(String.valueOf(rule), "(?s).*"));
            default -> true;
        };
    }

    private static int compared(Object value, Object rule) {
        if (value instanceof Number one && rule instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
        }
        return 0;
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Patterns.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException notLinear) {
            // a look-ahead or back-reference; it is not carried
            return false;
        }
    }
}
