package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlElement;
import io.xianghub.shared.wire.XmlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents whose values all stand in elements of one name and tell their own name in an attribute: {@code <field
 * name="RtnCode">00000</field>}, and {@code <field-list name="…">} around several; a list's parts are named 0, 1, 2.
 */
final class NamedFields {

    private static final String FIELD = "field";
    private static final String LIST = "field-list";
    private static final String NAME = "name";

    private NamedFields() {}

    /** Writes the parts of a document, such as head and body, with their values as fields. */
    static void write(String root, @Nullable Object tree, XmlWriter writer) throws Malformed {
        writer.start(root, Map.of());
        for (Map.Entry<?, ?> part : members(tree, root).entrySet()) {
            String name = String.valueOf(part.getKey());
            if (!XmlWriter.isName(name, prefix -> false)) {
                throw new Malformed(Malformed.Reason.SYNTAX, Text.of("%s 不是 XML 名称", "%s is not a name in XML", name));
            }
            if (part.getValue() != null) {
                writer.start(name, Map.of());
                fields(members(part.getValue(), name), writer);
                writer.end(name);
            }
        }
        writer.end(root);
    }

    private static Map<?, ?> members(@Nullable Object tree, String name) throws Malformed {
        if (tree == null || tree.equals("")) {
            return Map.of();
        }
        if (tree instanceof Map<?, ?> map) {
            return map;
        }
        throw new Malformed(Malformed.Reason.SYNTAX, Text.of("%s 应为字段表", "%s must be a mapping of fields", name));
    }

    private static void fields(Map<?, ?> members, XmlWriter writer) throws Malformed {
        for (Map.Entry<?, ?> member : members.entrySet()) {
            field(String.valueOf(member.getKey()), member.getValue(), writer);
        }
    }

    private static void field(String name, @Nullable Object value, XmlWriter writer) throws Malformed {
        Map<String, String> named = Map.of(NAME, name);
        if (value instanceof Map<?, ?> map) {
            writer.start(LIST, named);
            fields(map, writer);
            writer.end(LIST);
        } else if (value instanceof List<?> list) {
            writer.start(LIST, named);
            for (int i = 0; i < list.size(); i++) {
                field(Integer.toString(i), list.get(i), writer);
            }
            writer.end(LIST);
        } else {
            writer.element(FIELD, named, value);
        }
    }

    /** The tree of a document: its parts by their elements' names, and in each its fields by theirs. */
    static Map<String, @Nullable Object> read(XmlElement document) throws Malformed {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (XmlElement part : document.children()) {
            put(part.name(), within(part), tree);
        }
        return tree;
    }

    private static Map<String, @Nullable Object> within(XmlElement element) throws Malformed {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (XmlElement child : element.children()) {
            String name = child.attribute(NAME)
                    .orElseThrow(() -> new Malformed(
                            Malformed.Reason.SYNTAX,
                            Text.of("元素 %s 没有 name 属性", "An element %s has no name", child.name())));
            put(name, value(child), fields);
        }
        return fields;
    }

    private static @Nullable Object value(XmlElement field) throws Malformed {
        if (field.isNil()) {
            return null;
        }
        if (!field.name().equals(LIST)) {
            return field.text();
        }
        Map<String, @Nullable Object> fields = within(field);
        int next = 0;
        for (String name : fields.keySet()) {
            if (!name.equals(Integer.toString(next++))) {
                return fields;
            }
        }
        return new ArrayList<>(fields.values());
    }

    private static void put(String name, @Nullable Object value, Map<String, @Nullable Object> tree) throws Malformed {
        if (tree.containsKey(name)) {
            throw new Malformed(Malformed.Reason.SYNTAX, Text.of("%s 出现了两次", "%s stands there twice", name));
        }
        tree.put(name, value);
    }
}
