package io.xianghub.mapping;

import io.xianghub.shared.wire.XmlElement;
import io.xianghub.shared.wire.XmlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** XML elements as plain trees and back: attributes begin with {@code @}, text beside them is {@code #text}. */
final class XmlTrees {

    private XmlTrees() {}

    /** A text for an element with neither attributes nor children; elements of one name are a list. */
    static Object tree(XmlElement element) {
        if (element.attributes().isEmpty() && element.children().isEmpty()) {
            return element.text();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        element.attributes().forEach(attribute -> tree.put("@" + attribute.name(), attribute.value()));
        Map<String, List<Object>> children = new LinkedHashMap<>();
        element.children().forEach(child -> children.computeIfAbsent(child.name(), first -> new ArrayList<>())
                .add(tree(child)));
        children.forEach((name, all) -> tree.put(name, all.size() == 1 ? all.get(0) : all));
        if (!element.text().isEmpty()) {
            tree.put(XmlWriter.TEXT, element.text());
        }
        return tree;
    }

    /** An element of this name; the items of a list that has no name of its own are called {@code item}. */
    static XmlElement element(String name, @Nullable Object tree) {
        if (tree instanceof XmlElement element) {
            return new XmlElement(element.namespace(), name, element.attributes(), element.children(), element.text());
        }
        List<XmlElement.Attribute> attributes = new ArrayList<>();
        List<XmlElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> member(String.valueOf(key), value, attributes, children, text));
        } else if (tree instanceof List<?> list) {
            list.forEach(item -> children.add(element("item", item)));
        } else if (tree != null) {
            text.append(Leaf.text(tree));
        }
        return new XmlElement("", name, attributes, children, text.toString());
    }

    private static void member(
            String key,
            @Nullable Object value,
            List<XmlElement.Attribute> attributes,
            List<XmlElement> children,
            StringBuilder text) {
        if (value == null) {
            return;
        }
        if (key.startsWith("@")) {
            attributes.add(new XmlElement.Attribute("", key.substring(1), Target.leaf(value)));
        } else if (XmlWriter.isText(key)) {
            text.append(Target.leaf(value));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> children.add(element(key, item)));
        } else {
            children.add(element(key, value));
        }
    }
}
