package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one XML document that a department answered, as the answer of an operation. */
final class XmlSampleReader {

    private XmlSampleReader() {}

    static Optional<LegacySystem> read(SourceFile file, XmlNode root, Order order, Notes notes) {
        Optional<XmlNode> request = Optional.ofNullable(order.source().request())
                .flatMap(path -> SourceFile.read(path, notes))
                .flatMap(sent -> XmlNode.read(sent.text(), sent.name(), notes));
        if (notes.hasErrors()) {
            return Optional.empty();
        }
        String name = CamelCase.of(order.bundle().value());
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("method", request.isPresent() ? "POST" : "GET");
        keys.put("path", "/" + order.bundle());
        request.ifPresent(sent -> keys.put("root", sent.local()));
        keys.put("answer-root", root.local());
        Shape shape = shape(List.of(root));
        List<String> lists = new ArrayList<>();
        WsdlOperation.lists(shape, "", lists);
        if (!lists.isEmpty()) {
            keys.put("lists", lists);
        }
        if (request.isEmpty()) {
            notes.warning(
                    file.at(),
                    "request-unknown",
                    Text.of(
                            "只有应答样例，请求未知，按无参数 GET 生成",
                            "There is only a sample of an answer; the call is a GET without parameters"),
                    Text.of(
                            "用 --request 给出请求样例，或在 bundle.yaml 中补全",
                            "Give a sample of the request with --request, or complete bundle.yaml"));
        }
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("style", "http-xml");
        connection.put("charset", "UTF-8");
        LegacyOperation operation = new LegacyOperation(
                name,
                new LegacyOperation.About("", "", file.at()),
                new LegacyOperation.Wire(
                        "core", keys, request.isPresent() ? "POST" : "GET", "/" + order.bundle(), null),
                request.map(sent -> LegacyOperation.Input.of(shape(List.of(sent)), tree(sent)))
                        .orElse(LegacyOperation.Input.none()),
                LegacyOperation.Outcome.exactly(shape, tree(root)));
        return Optional.of(new LegacySystem(
                order.bundle().value(),
                Map.of(
                        "core",
                        new LegacyConnection("core", LegacyConnection.Style.HTTP_XML, connection, List.of(), Map.of())),
                List.of(operation),
                ""));
    }

    /** What elements of one name have in common. */
    private static Shape shape(List<XmlNode> same) {
        Map<String, Shape.Part> parts = new LinkedHashMap<>();
        for (XmlNode node : same) {
            node.attributes()
                    .forEach((name, value) ->
                            parts.putIfAbsent("@" + name, new Shape.Part("@" + name, leaf(value), false, "")));
        }
        Map<String, List<XmlNode>> children = new LinkedHashMap<>();
        List<String> lists = new ArrayList<>();
        for (XmlNode node : same) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (XmlNode child : node.children()) {
                children.computeIfAbsent(child.local(), key -> new ArrayList<>())
                        .add(child);
                if (counts.merge(child.local(), 1, Integer::sum) == 2) {
                    lists.add(child.local());
                }
            }
        }
        children.forEach((name, all) -> {
            Shape item = shape(all);
            parts.put(name, new Shape.Part(name, lists.contains(name) ? new Shape.Many(item) : item, false, ""));
        });
        String text = same.get(0).content().text();
        if (parts.isEmpty()) {
            return leaf(text);
        }
        if (!text.isEmpty() && children.isEmpty()) {
            parts.put("#text", new Shape.Part("#text", leaf(text), false, ""));
        }
        return new Shape.Group(List.copyOf(parts.values()));
    }

    private static Shape.Leaf leaf(String text) {
        return Shape.Leaf.of(Shape.Kind.TEXT, text.isBlank() ? null : text.strip());
    }

    /** The element as its connection would read it. */
    private static @Nullable Object tree(XmlNode node) {
        if (node.attributes().isEmpty() && node.children().isEmpty()) {
            return node.content().text();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        node.attributes().forEach((name, value) -> tree.put("@" + name, value));
        for (XmlNode child : node.children()) {
            Object value = tree(child);
            Object known = tree.get(child.local());
            if (known instanceof List<?> list) {
                List<Object> longer = new ArrayList<>(list);
                longer.add(value == null ? "" : value);
                tree.put(child.local(), longer);
            } else if (known != null) {
                tree.put(child.local(), List.of(known, value == null ? "" : value));
            } else if (value != null) {
                tree.put(child.local(), value);
            }
        }
        if (node.children().isEmpty() && !node.content().text().isEmpty()) {
            tree.put("#text", node.content().text());
        }
        return tree;
    }
}
