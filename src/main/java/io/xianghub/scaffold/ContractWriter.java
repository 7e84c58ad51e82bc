package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code openapi.yaml}: the standard service that stands before the department's operations. */
final class ContractWriter {

    private static final int LABEL = 120;

    private final StandardNames names;
    private final SampleTrees samples;
    private final Notes notes;
    private final boolean textsOnly;

    /** @param textsOnly whether the values of lists arrive as texts, whatever their type */
    private ContractWriter(StandardNames names, SampleTrees samples, Notes notes, boolean textsOnly) {
        this.names = names;
        this.samples = samples;
        this.notes = notes;
        this.textsOnly = textsOnly;
    }

    static String write(String title, LegacySystem system, StandardNames names, SampleTrees samples, Notes notes) {
        Map<String, Object> paths = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (LegacyOperation operation : system.operations()) {
            boolean textsOnly = system.connection(operation).style().textsOnly();
            ContractWriter writer = new ContractWriter(names, samples, notes, textsOnly);
            String path = path(operation, names, taken);
            Object item = paths.computeIfAbsent(path, key -> new LinkedHashMap<String, Object>());
            if (item instanceof Map<?, ?>) {
                @SuppressWarnings("unchecked")
                Map<String, Object> methods = (Map<String, Object>) item;
                methods.put(operation.wire().verb().toLowerCase(java.util.Locale.ROOT), writer.operation(operation));
            }
        }
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("openapi", "3.1.0");
        contract.put("info", ordered("title", title, "version", "1.0.0"));
        contract.put("paths", paths);
        return YamlText.of(List.of(), contract);
    }

    /** The path with standard names, one variable to a segment, and no two alike for one method. */
    private static String path(LegacyOperation operation, StandardNames names, Set<String> taken) {
        Map<String, String> standard = new LinkedHashMap<>();
        names.of(operation.input().path())
                .forEach(named -> standard.put(named.part().name(), named.name()));
        StringBuilder path = new StringBuilder();
        Set<String> used = new HashSet<>();
        for (String segment : operation.wire().path().split("/", -1)) {
            if (segment.isEmpty()) {
                continue;
            }
            List<String> variables = variables(segment);
            if (variables.isEmpty()) {
                path.append('/').append(segment.replaceAll("[^A-Za-z0-9._~-]+", "-"));
            }
            for (String variable : variables) {
                String name = standard.getOrDefault(
                        variable, standard.getOrDefault(CamelCase.of(variable), CamelCase.of(variable)));
                if (used.add(name)) {
                    path.append("/{").append(name).append('}');
                }
            }
        }
        String verb = operation.wire().verb() + " ";
        String whole = path.isEmpty() ? "/" : path.toString();
        if (!taken.add(verb + whole.replaceAll("\\{[^}]*}", "{}"))) {
            whole = (path.isEmpty() ? "" : path) + "/" + CamelCase.hyphenated(operation.id());
            taken.add(verb + whole.replaceAll("\\{[^}]*}", "{}"));
        }
        return whole;
    }

    private static List<String> variables(String segment) {
        List<String> variables = new ArrayList<>();
        var found = java.util.regex.Pattern.compile("\\{([^{}]+)}").matcher(segment);
        while (found.find()) {
            variables.add(found.group(1));
        }
        return variables;
    }

    private Map<String, Object> operation(LegacyOperation operation) {
        Map<String, Object> declared = new LinkedHashMap<>();
        declared.put("operationId", operation.id());
        if (!operation.about().title().isEmpty()) {
            declared.put("summary", shortened(operation.about().title()));
        }
        if (!operation.about().description().isEmpty()) {
            declared.put("description", shortened(operation.about().description()));
        }
        LegacyOperation.Input input = operation.input();
        List<Object> parameters = new ArrayList<>();
        names.of(input.path()).forEach(named -> parameters.add(parameter("path", named)));
        names.of(input.query()).forEach(named -> parameters.add(parameter("query", named)));
        StandardNames.asTheyAre(input.header()).forEach(named -> parameters.add(parameter("header", named)));
        if (!parameters.isEmpty()) {
            declared.put("parameters", parameters);
        }
        if (input.body() != null && !operation.wire().verb().equals("GET")) {
            declared.put("requestBody", ordered("required", true, "content", json(schema(input.body(), false))));
        }
        declared.put(
                "responses",
                ordered(
                        "200",
                                ordered(
                                        "description",
                                        "OK",
                                        "content",
                                        json(answer(operation.outcome().shape()))),
                        "default", ordered("description", "RFC 9457 problem")));
        return declared;
    }

    private Map<String, Object> parameter(String place, StandardNames.Named named) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", named.name());
        parameter.put("in", place);
        if (named.part().required()) {
            parameter.put("required", true);
        }
        parameter.put("schema", named(named, false));
        return parameter;
    }

    private static Map<String, Object> json(Object schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }

    private Map<String, Object> answer(@Nullable Shape shape) {
        if (shape == null || (shape instanceof Shape.Group group && group.isEmpty())) {
            return object(Map.of("done", Map.of("type", "boolean")), List.of("done"));
        }
        if (shape instanceof Shape.Group || (shape instanceof Shape.Many many && many.item() instanceof Shape.Group)) {
            return schema(shape, textsOnly);
        }
        String name = shape instanceof Shape.Many ? "items" : "value";
        return object(Map.of(name, schema(shape, textsOnly)), List.of());
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("properties", properties);
        return object;
    }

    private Map<String, Object> schema(Shape shape, boolean texts) {
        if (shape instanceof Shape.Group group) {
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (StandardNames.Named named : names.of(group)) {
                properties.put(named.name(), named(named, texts));
                if (named.part().required()) {
                    required.add(named.name());
                }
            }
            return group.isEmpty() ? new LinkedHashMap<>() : object(properties, required);
        }
        if (shape instanceof Shape.Many many) {
            // a list of single values is passed on as it is
            Object items =
                    texts && many.item() instanceof Shape.Leaf ? Map.of("type", "string") : schema(many.item(), texts);
            return ordered("type", "array", "items", items);
        }
        return shape instanceof Shape.Leaf leaf ? leaf("", "", leaf) : new LinkedHashMap<>();
    }

    private Map<String, Object> named(StandardNames.Named named, boolean texts) {
        Shape.Part part = named.part();
        Treatment treatment = named.treatment();
        Map<String, Object> schema = treatment != null
                ? new LinkedHashMap<>(treatment.schema())
                : part.shape() instanceof Shape.Leaf leaf
                        ? leaf(part.plainName(), part.label(), leaf)
                        : schema(part.shape(), texts);
        if (!part.label().isBlank()) {
            schema.put("description", shortened(part.label()));
        }
        Suggestion taken = named.taken();
        if (taken != null && !taken.field().sensitivity().equals("public")) {
            schema.put("x-hub-sensitivity", taken.field().sensitivity());
        }
        return schema;
    }

    private Map<String, Object> leaf(String name, String label, Shape.Leaf leaf) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(
                "type",
                switch (leaf.kind()) {
                    case TEXT -> "string";
                    case INTEGER -> "integer";
                    case DECIMAL -> "number";
                    case BOOLEAN -> "boolean";
                });
        Object sample = samples.leaf(name, label, leaf, null);
        Map<String, Object> kept = Facets.kept(leaf, sample);
        leaf.facets().keySet().stream()
                .filter(facet -> !kept.containsKey(facet))
                .sorted()
                .forEach(facet -> notes.warning(
                        io.xianghub.shared.yaml.Position.whole(name.isEmpty() ? "openapi.yaml" : "field " + name),
                        "facet-not-carried",
                        Text.of(
                                "样例值不满足 %s，未写入契约",
                                "The sample value does not keep %s; it was not carried into the contract", facet),
                        Text.of("核对文档中的示例和约束", "Check example and rule in the document")));
        schema.putAll(kept);
        if (!leaf.codes().isEmpty() && leaf.kind() != Shape.Kind.BOOLEAN) {
            schema.put(
                    "enum",
                    leaf.codes().stream()
                            .map(code -> code(leaf.kind(), code.value()))
                            .distinct()
                            .toList());
        }
        return schema;
    }

    private static Object code(Shape.Kind kind, String value) {
        return kind == Shape.Kind.INTEGER && value.matches("-?[0-9]{1,18}")
                ? (Object) Long.valueOf(value)
                : kind == Shape.Kind.DECIMAL && value.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")
                        ? new java.math.BigDecimal(value)
                        : value;
    }

    private static String shortened(String words) {
        String line = words.strip().replaceAll("\\s+", " ");
        return line.length() > LABEL ? line.substring(0, LABEL) + "…" : line;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
