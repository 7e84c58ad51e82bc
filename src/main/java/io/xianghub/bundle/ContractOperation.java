package io.xianghub.bundle;

import io.xianghub.shared.yaml.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One operation as {@code openapi.yaml} declares it, with the schemas as JSON text that need nothing beside them. */
public record ContractOperation(
        Position at,
        String operationId,
        String method,
        String path,
        Map<String, String> parameters,
        @Nullable String request,
        String answer,
        String subject,
        @Nullable String subjectPath,
        long timeoutMillis) {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^/{}]+}");

    /** The values of the path's variables when {@code actual} is such a path. */
    public Optional<Map<String, String>> match(String actual) {
        List<String> template = List.of(path.split("/", -1));
        List<String> segments = List.of(actual.split("/", -1));
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new java.util.LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            if (VARIABLE.matcher(expected).matches()) {
                if (segments.get(i).isEmpty()) {
                    return Optional.empty();
                }
                values.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    public Operation of(Services.Active version) {
        return new Operation(
                version.bundle(),
                operationId,
                method,
                path,
                parameters,
                request,
                answer,
                subject,
                subjectPath,
                timeoutMillis,
                version);
    }
}
