package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of one operation, by the place they stand in. */
final class OpenApiParameters {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final Pattern REACHABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_:-]*");

    /** Headers that belong to the wire or to the hub. */
    private static final Set<String> WIRE = Set.of(
            "accept",
            "content-type",
            "authorization",
            "host",
            "content-length",
            "accept-encoding",
            "connection",
            "cookie",
            "user-agent");

    private final OpenApiForm form;
    private final SchemaReader schemas;
    private final References references;
    private final Notes notes;
    private final Map<String, Map<String, Shape.Part>> parts = new LinkedHashMap<>();
    private final List<Shape.Part> formFields = new ArrayList<>();
    private YamlNode.@Nullable Mapping body;
    private boolean file;

    OpenApiParameters(OpenApiForm form, SchemaReader schemas, References references, Notes notes) {
        this.form = form;
        this.schemas = schemas;
        this.references = references;
        this.notes = notes;
        List.of("path", "query", "header").forEach(place -> parts.put(place, new LinkedHashMap<>()));
    }

    void read(YamlNode.Mapping item, YamlNode.Mapping operation, String path) {
        for (YamlNode.Mapping holder : List.of(item, operation)) {
            if (holder.get("parameters").orElse(null) instanceof YamlNode.Sequence list) {
                list.items().forEach(node -> references.mapping(node).ifPresent(this::parameter));
            }
        }
        Map<String, Shape.Part> declared = place("path");
        Matcher variables = VARIABLE.matcher(path);
        Map<String, Shape.Part> used = new LinkedHashMap<>();
        while (variables.find()) {
            String name = reachable(variables.group(1));
            used.put(name, declared.getOrDefault(name, new Shape.Part(name, Shape.Leaf.of(Shape.Kind.TEXT), true, "")));
        }
        declared.clear();
        declared.putAll(used);
    }

    private Map<String, Shape.Part> place(String name) {
        return parts.computeIfAbsent(name, key -> new LinkedHashMap<>());
    }

    private void parameter(YamlNode.Mapping declared) {
        String name = declared.get("name").flatMap(YamlNode::asText).orElse("");
        String in = declared.get("in").flatMap(YamlNode::asText).orElse("");
        boolean required = declared.get("required")
                .flatMap(YamlNode::asText)
                .filter("true"::equals)
                .isPresent();
        switch (in) {
            case "body" -> body = declared;
            case "formData" -> {
                file |= declared.get("type")
                        .flatMap(YamlNode::asText)
                        .filter("file"::equals)
                        .isPresent();
                formFields.add(new Shape.Part(name, leaf(declared), required, label(declared)));
            }
            case "path", "query", "header" -> {
                if (in.equals("header") && WIRE.contains(name.toLowerCase(Locale.ROOT))) {
                    return;
                }
                if (!in.equals("path") && !REACHABLE.matcher(name).matches()) {
                    notes.warning(
                            declared.at(),
                            "parameter-name",
                            Text.of("映射的路径无法写出参数名 %s", "A mapping's path cannot spell the parameter %s", name),
                            Text.of("该参数未生成", "It was left out"));
                    return;
                }
                String key = in.equals("path") ? reachable(name) : name;
                place(in)
                        .put(
                                key,
                                new Shape.Part(
                                        key,
                                        parameterShape(declared, name),
                                        required || in.equals("path"),
                                        label(declared)));
            }
            default ->
                notes.warning(
                        declared.at(),
                        "parameter-place",
                        Text.of("参数 %s 在 %s 中，未生成", "The parameter %s in the %s was left out", name, in),
                        Text.of("枢纽支持 path、query、header 和正文", "The hub knows path, query, header and body"));
        }
    }

    private Shape parameterShape(YamlNode.Mapping declared, String name) {
        Shape shape = leaf(declared);
        if (shape instanceof Shape.Leaf) {
            return shape;
        }
        notes.warning(
                declared.at(),
                "parameter-list",
                Text.of("参数 %s 是列表或结构，按一个文本传递", "The parameter %s is a list or structure; it goes as one text", name),
                Text.of("按部门的写法给出，例如 a,b", "Write it as the department wants it, such as a,b"));
        return new Shape.Leaf(Shape.Kind.TEXT, List.of(), Map.of(), "a");
    }

    private Shape leaf(YamlNode.Mapping declared) {
        Optional<YamlNode> schema = declared.get("schema");
        if (schema.isEmpty() && declared.get("content").orElse(null) instanceof YamlNode.Mapping content) {
            return OpenApiBody.of(content, SchemaReader.Direction.REQUEST, schemas, references)
                    .map(OpenApiBody::shape)
                    .orElse(Shape.Tree.UNKNOWN);
        }
        Shape shape = schemas.read(schema.orElse(declared), SchemaReader.Direction.REQUEST);
        Object example = declared.get("example").map(YamlNode::plain).orElse(null);
        return shape instanceof Shape.Leaf leaf && example != null
                ? new Shape.Leaf(leaf.kind(), leaf.codes(), leaf.facets(), example)
                : shape;
    }

    private String label(YamlNode.Mapping declared) {
        return declared.get("description").flatMap(YamlNode::asText).orElse("");
    }

    Shape.Group group(String place) {
        return new Shape.Group(List.copyOf(place(place).values()));
    }

    /** The path with a hole for each variable. */
    String template(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(found -> Matcher.quoteReplacement("${body.path." + reachable(found.group(1)) + "}"));
    }

    private static String reachable(String name) {
        return REACHABLE.matcher(name).matches() ? name : CamelCase.of(name);
    }

    /** The body of a 2.0 operation; empty, and a finding, when the hub has no style for it. */
    Optional<OpenApiBody> oldBody(List<String> consumes) {
        if (body != null) {
            if (!consumes.isEmpty() && consumes.stream().noneMatch(OpenApiBody::isJson)) {
                return leftOut(body, consumes.toString());
            }
            Shape shape = body.get("schema")
                    .map(schema -> schemas.read(schema, SchemaReader.Direction.REQUEST))
                    .orElse(Shape.Tree.UNKNOWN);
            return Optional.of(new OpenApiBody(shape, null, false));
        }
        if (formFields.isEmpty()) {
            return Optional.of(OpenApiBody.NONE);
        }
        if (file || (!consumes.isEmpty() && consumes.stream().noneMatch(OpenApiBody::isForm))) {
            return leftOut(form.root(), file ? "file" : consumes.toString());
        }
        return Optional.of(new OpenApiBody(new Shape.Group(formFields), null, true));
    }

    private Optional<OpenApiBody> leftOut(YamlNode at, String media) {
        notes.warning(
                at.at(),
                "media-type",
                Text.of("未生成：请求内容类型 %s", "Left out: a request of type %s", media),
                Text.of("枢纽发送 JSON 和表单", "The hub sends JSON and forms here"));
        return Optional.empty();
    }
}
