package io.xianghub.scaffold;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages, port types, bindings and services of a WSDL and of all that it imports. */
final class WsdlIndex {

    private static final Set<String> PARTS = Set.of("message", "portType", "binding", "service");

    private final XmlFiles files;
    private final XsdIndex schemas;
    private final Map<String, Map<XmlNode.QName, XmlNode>> parts = new HashMap<>();
    private final Set<XmlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    WsdlIndex(XmlFiles files, XsdIndex schemas) {
        this.files = files;
        this.schemas = schemas;
    }

    void add(XmlNode definitions, Path path) {
        if (!seen.add(definitions)) {
            return;
        }
        if (definitions.name().namespace().equals(XsdIndex.XSD)) {
            schemas.add(definitions, path, "");
            return;
        }
        String target = definitions.attribute("targetNamespace", "");
        for (XmlNode child : definitions.children()) {
            String name = child.attribute("name");
            if (PARTS.contains(child.local())
                    && name != null
                    && child.name().namespace().equals(WsdlReader.WSDL)) {
                parts.computeIfAbsent(child.local(), key -> new LinkedHashMap<>())
                        .putIfAbsent(new XmlNode.QName(target, name), child);
            } else if (child.local().equals("types")) {
                child.children(XsdIndex.XSD, "schema").forEach(schema -> schemas.add(schema, path, ""));
            } else if (child.local().equals("import")) {
                child.find("location")
                        .flatMap(location -> files.follow(location, path, child.at()))
                        .ifPresent(found -> add(found.root(), found.path()));
            }
        }
    }

    Map<XmlNode.QName, XmlNode> all(String kind) {
        return parts.getOrDefault(kind, Map.of());
    }

    Optional<XmlNode> find(String kind, XmlNode.QName name) {
        return Optional.ofNullable(all(kind).get(name));
    }
}
