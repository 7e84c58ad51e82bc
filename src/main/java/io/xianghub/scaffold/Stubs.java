package io.xianghub.scaffold;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes the stubs by which WireMock plays a connection's operations. */
final class Stubs {

    private static final Pattern HOLE = Pattern.compile("\\$\\{[^{}]*}");

    private final List<Object> mappings = new ArrayList<>();

    void add(LegacyOperation operation, WireSample sample) {
        String path = String.valueOf(operation.wire().keys().get("path"));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", String.valueOf(operation.wire().keys().getOrDefault("method", "POST")));
        var holes = HOLE.matcher(path);
        int variables = (int) holes.results().count();
        if (variables == 0) {
            request.put("urlPath", path);
        } else {
            request.put("urlPathPattern", pattern(path));
        }
        if (operation.wire().envelope() != null) {
            request.put(
                    "bodyPatterns",
                    List.of(Map.of(
                            "matchesXPath",
                            "//*[local-name()='Body']/*[local-name()='"
                                    + operation.wire().keys().get("element") + "']")));
        }
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", sample.status());
        if (!sample.content().isEmpty()) {
            response.put("headers", Map.of("Content-Type", sample.contentType()));
            if (sample.content().contains("{{")) {
                // every text body is a template
                response.put(
                        "base64Body",
                        Base64.getEncoder().encodeToString(sample.content().getBytes(StandardCharsets.UTF_8)));
            } else {
                response.put("body", sample.content());
            }
        }
        mappings.add(BundleText.ordered(
                "name", operation.id(), "priority", 5 + variables, "request", request, "response", response));
    }

    private static String pattern(String path) {
        StringBuilder pattern = new StringBuilder();
        var holes = HOLE.matcher(path);
        int end = 0;
        while (holes.find()) {
            pattern.append(literal(path.substring(end, holes.start()))).append("[^/]+");
            end = holes.end();
        }
        return pattern.append(literal(path.substring(end))).toString();
    }

    private static String literal(String text) {
        return text.replaceAll("([.()+*?$\\[\\]{}|^\\\\])", "\\\\$1");
    }

    String text() {
        return PrettyJson.of(Map.of("mappings", mappings));
    }
}
