package io.xianghub.shared.wire;

import io.xianghub.shared.Weight;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;

/**
 * An XML element by local names; its text is what stands directly in it, trimmed.
 *
 * @param namespace empty when it is in none
 */
public record XmlElement(
        String namespace, String name, List<Attribute> attributes, List<XmlElement> children, String text)
        implements Weight.Composed {

    /** @param namespace empty when it is in none */
    public record Attribute(String namespace, String name, String value) implements Weight.Composed {
        @Override
        public List<Object> parts() {
            return List.of(value);
        }
    }

    public XmlElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    @Override
    public List<Object> parts() {
        return List.of(attributes, children, text);
    }

    /** The value of the attribute with this local name. */
    public Optional<String> attribute(String wanted) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(wanted)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    public List<XmlElement> children(String wanted) {
        return children.stream().filter(child -> child.name().equals(wanted)).toList();
    }

    public Optional<XmlElement> child(String wanted) {
        for (XmlElement child : children) {
            if (child.name().equals(wanted)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** Whether it says that it has no value, which is not the same as an empty one (XML Schema 1, section 2.6.2). */
    public boolean isNil() {
        return attributes.stream()
                .filter(attribute -> attribute.namespace().equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI))
                .filter(attribute -> attribute.name().equals("nil"))
                .anyMatch(attribute ->
                        attribute.value().equals("true") || attribute.value().equals("1"));
    }
}
