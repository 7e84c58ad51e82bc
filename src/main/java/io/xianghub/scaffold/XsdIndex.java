package io.xianghub.scaffold;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The global definitions of all schemas that a WSDL brings or imports. */
final class XsdIndex {

    static final String XSD = "http://www.w3.org/2001/XMLSchema";

    private static final Set<String> DEFINITIONS =
            Set.of("element", "complexType", "simpleType", "group", "attributeGroup", "attribute");

    private final XmlFiles files;
    private final Map<String, Map<XmlNode.QName, Defined>> definitions = new HashMap<>();
    private final Set<XmlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    XsdIndex(XmlFiles files) {
        this.files = files;
    }

    /**
     * A definition and what its schema says about all in it.
     *
     * @param qualified whether local elements are in the namespace
     */
    record Defined(XmlNode node, String namespace, boolean qualified) {

        Defined with(XmlNode inner) {
            return new Defined(inner, namespace, qualified);
        }
    }

    /** @param namespace of the including schema, for one without a namespace of its own */
    void add(XmlNode schema, Path path, String namespace) {
        if (!seen.add(schema)) {
            return;
        }
        String target = schema.attribute("targetNamespace", namespace);
        boolean qualified = schema.attribute("elementFormDefault", "").equals("qualified");
        for (XmlNode child : schema.children()) {
            if (!child.name().namespace().equals(XSD)) {
                continue;
            }
            String name = child.attribute("name");
            String location = child.attribute("schemaLocation");
            if (DEFINITIONS.contains(child.local()) && name != null) {
                definitions
                        .computeIfAbsent(child.local(), key -> new HashMap<>())
                        .putIfAbsent(new XmlNode.QName(target, name), new Defined(child, target, qualified));
            } else if (location != null
                    && Set.of("import", "include", "redefine").contains(child.local())) {
                String inner = child.local().equals("import") ? child.attribute("namespace", "") : target;
                files.follow(location, path, child.at()).ifPresent(found -> add(found.root(), found.path(), inner));
            }
        }
    }

    Optional<Defined> find(String kind, XmlNode.QName name) {
        return Optional.ofNullable(definitions.getOrDefault(kind, Map.of()).get(name));
    }

    Optional<Defined> type(XmlNode.QName name) {
        return find("complexType", name).or(() -> find("simpleType", name));
    }
}
