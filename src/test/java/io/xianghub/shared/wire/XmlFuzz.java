package io.xianghub.shared.wire;

import io.xianghub.fuzz.Oracle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** XML: no more than plain elements comes out, and what is written of them is read as the same. */
public final class XmlFuzz {

    private XmlFuzz() {}

    /** @param data {@code g} for GBK or another byte for UTF-8, then the document */
    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            XmlElement read = Xml.parse(Oracle.rest(data), Oracle.charset(data));
            Object tree = tree(read);
            if (isWritable(read)) {
                String written = new XmlWriter(prefix -> false, String::valueOf)
                        .element(read.name(), tree)
                        .toString();
                XmlElement again = Xml.parse(written);
                Oracle.same(tree, tree(again), "another tree is read than was written");
            }
        });
    }

    /** The names that this hub may write are fewer than those that it takes. */
    private static boolean isWritable(XmlElement element) {
        return isPlain(element.name())
                && element.attributes().stream().allMatch(attribute -> isPlain(attribute.name()))
                && element.children().stream().allMatch(XmlFuzz::isWritable);
    }

    private static boolean isPlain(String name) {
        return XmlWriter.isName(name, prefix -> false) && !name.equals("xmlns");
    }

    private static Object tree(XmlElement element) {
        Map<String, Object> tree = new LinkedHashMap<>();
        element.attributes().forEach(attribute -> tree.put("@" + attribute.name(), attribute.value()));
        Map<String, List<Object>> children = new LinkedHashMap<>();
        element.children().forEach(child -> children.computeIfAbsent(child.name(), name -> new ArrayList<>())
                .add(tree(child)));
        tree.putAll(children);
        tree.put(XmlWriter.TEXT, element.text());
        return tree;
    }
}
