package io.xianghub.legacy;

import io.xianghub.shared.wire.XmlElement;
import io.xianghub.shared.wire.XmlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/**
 * An XML element as a tree: a text, or a map of its attributes ({@code @name}), children by local name, and text
 * ({@code #text}); a repeated child is a list, and one that is nil is null.
 */
final class XmlTree {

    private XmlTree() {}

    /** @param lists the children that are lists even when there is one or none of them */
    static @Nullable Object of(XmlElement element, Lists lists) {
        if (element.isNil()) {
            return null;
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (XmlElement.Attribute attribute : element.attributes()) {
            if (isData(attribute)) {
                tree.put("@" + attribute.name(), attribute.value());
            }
        }
        for (XmlElement child : element.children()) {
            put(
                    child.name(),
                    of(child, lists.at(child.name())),
                    lists.at(child.name()).isList(),
                    tree);
        }
        boolean hasText = !element.text().isEmpty();
        if (tree.isEmpty() && hasText) {
            return element.text();
        }
        lists.below().forEach((name, below) -> {
            if (below.isList()) {
                tree.putIfAbsent(name, new ArrayList<>());
            }
        });
        if (tree.isEmpty()) {
            return "";
        }
        if (hasText) {
            tree.put(XmlWriter.TEXT, element.text());
        }
        return tree;
    }

    /** No child is a list by itself, so a list that is there already is one of its like. */
    @SuppressWarnings("unchecked")
    private static void put(String name, @Nullable Object child, boolean isList, Map<String, @Nullable Object> tree) {
        Object there = tree.get(name);
        if (there instanceof List<?> list) {
            ((List<@Nullable Object>) list).add(child);
        } else if (isList || tree.containsKey(name)) {
            List<@Nullable Object> list = new ArrayList<>();
            if (tree.containsKey(name)) {
                list.add(there);
            }
            list.add(child);
            tree.put(name, list);
        } else {
            tree.put(name, child);
        }
    }

    /** What XML Schema and SOAP say about an element is not what the department says. */
    private static boolean isData(XmlElement.Attribute attribute) {
        return !attribute.namespace().equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)
                && SoapVersion.ofNamespace(attribute.namespace()).isEmpty();
    }
}
