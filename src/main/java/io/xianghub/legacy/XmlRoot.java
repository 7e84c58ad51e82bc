package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The element around a request's tree, with the namespaces it stands in.
 *
 * @param namespace empty for none
 * @param qualified whether the elements below are in the namespace too, or in none
 * @param prefixes of further namespaces
 */
record XmlRoot(String name, String namespace, boolean qualified, Map<String, String> prefixes) {

    /** Of the root when only the root is qualified; a declaration cannot take it. */
    static final String OWN_PREFIX = "m";

    /**
     * A default namespace reaches every element below, a prefix only the one that bears it.
     *
     * @param further declarations that stand on no element around this one
     */
    void write(XmlWriter writer, Map<String, String> further, @Nullable Object tree) throws Malformed {
        if (tree instanceof List<?>) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX, Text.of("根元素 %s 不能是列表", "The root element %s cannot be a list", name));
        }
        boolean prefixed = !namespace.isEmpty() && !qualified && name.indexOf(':') < 0;
        Map<String, String> declarations = new LinkedHashMap<>(further);
        if (!namespace.isEmpty()) {
            declarations.put(prefixed ? "xmlns:" + OWN_PREFIX : "xmlns", namespace);
        }
        writer.element(prefixed ? OWN_PREFIX + ":" + name : name, declarations, tree == null ? Map.of() : tree);
    }

    XmlRoot named(String other) {
        return new XmlRoot(other, namespace, qualified, prefixes);
    }

    boolean declares(String prefix) {
        return prefixes.containsKey(prefix) || (prefix.equals(OWN_PREFIX) && !qualified);
    }

    /** The declarations of the further namespaces. */
    Map<String, String> declarations() {
        Map<String, String> declarations = new LinkedHashMap<>();
        prefixes.forEach((prefix, uri) -> declarations.put("xmlns:" + prefix, uri));
        return declarations;
    }
}
