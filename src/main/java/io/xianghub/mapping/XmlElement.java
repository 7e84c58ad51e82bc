package io.xianghub.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An XML element by local names; its text is what stands directly in it, trimmed. */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children, String text) {

    XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    List<XmlElement> children(String wanted, @Nullable String attribute, @Nullable String equals) {
        return children.stream()
                .filter(child -> child.name().equals(wanted))
                .filter(child -> attribute == null
                        || child.attributes().getOrDefault(attribute, "").equals(equals))
                .toList();
    }
}
