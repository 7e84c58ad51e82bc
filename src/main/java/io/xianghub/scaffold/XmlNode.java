package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An XML element with its place in the file.
 *
 * @param attributes by local name
 * @param scope namespaces by prefix, for names in values
 */
record XmlNode(QName name, Map<String, String> attributes, Map<String, String> scope, Content content, Position at) {

    private static final int MAX_DEPTH = 90;
    private static final int MOST_ELEMENTS = 500_000;

    /** A name in a namespace; the empty namespace is none. */
    record QName(String namespace, String local) {}

    /** What stands in an element. */
    record Content(List<XmlNode> children, String text) {}

    String local() {
        return name.local();
    }

    @Nullable String attribute(String key) {
        return attributes.get(key);
    }

    String attribute(String key, String otherwise) {
        return attributes.getOrDefault(key, otherwise);
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    List<XmlNode> children() {
        return content.children();
    }

    List<XmlNode> children(String namespace, String local) {
        return content.children().stream()
                .filter(child -> child.name().equals(new QName(namespace, local)))
                .toList();
    }

    Optional<XmlNode> child(String namespace, String local) {
        return children(namespace, local).stream().findFirst();
    }

    /** The name that a value such as {@code tns:Person} means here. */
    QName qualified(String value) {
        int colon = value.indexOf(':');
        String prefix = colon < 0 ? "" : value.substring(0, colon);
        return new QName(
                scope.getOrDefault(prefix, ""), value.substring(colon + 1).strip());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are off");
        });
        return factory;
    }

    /** Where a document declares a DTD or entities; empty when it does not. */
    static Optional<Position> doctype(String text, String label) {
        int at = Math.max(text.indexOf("<!DOCTYPE"), text.indexOf("<!ENTITY"));
        return at < 0
                ? Optional.empty()
                : Optional.of(new Position(
                        label,
                        (int) text.substring(0, at)
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()
                                + 1,
                        1));
    }

    /** The root element, or empty and findings. */
    static Optional<XmlNode> read(String text, String label, Notes notes) {
        Optional<Position> doctype = doctype(text, label);
        if (doctype.isPresent()) {
            notes.error(
                    doctype.get(),
                    "doctype",
                    Text.of("XML 含有 DTD 或实体声明，不读取", "The XML has a DTD or entity declarations and is not read"),
                    Text.of("去掉 DOCTYPE", "Remove the DOCTYPE"));
            return Optional.empty();
        }
        XMLStreamReader reader = null;
        try {
            reader = factory().createXMLStreamReader(new StringReader(text));
            return Optional.of(new Reading(label, reader).document());
        } catch (XMLStreamException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNumber();
            int column = wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNumber();
            notes.error(
                    new Position(label, line, column),
                    "syntax",
                    Text.of("XML 不正确或不完整", "The XML is wrong or cut off"),
                    Text.of("修正此处，或换一份完整的文件", "Mend this place, or take a whole file"));
            return Optional.empty();
        } finally {
            close(reader);
        }
    }

    private static void close(@Nullable XMLStreamReader reader) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (XMLStreamException alreadyClosed) {
            return;
        }
    }

    /** An element that is still open. */
    private record Open(
            QName name,
            Map<String, String> attributes,
            Map<String, String> scope,
            List<XmlNode> children,
            StringBuilder text,
            Position at) {}

    /** One pass over a document. */
    private static final class Reading {

        private final String label;
        private final XMLStreamReader reader;
        private int elements;

        Reading(String label, XMLStreamReader reader) {
            this.label = label;
            this.reader = reader;
        }

        XmlNode document() throws XMLStreamException {
            Deque<Open> open = new ArrayDeque<>();
            XmlNode root = null;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.size() >= MAX_DEPTH || ++elements > MOST_ELEMENTS) {
                            throw new XMLStreamException("too much", reader.getLocation());
                        }
                        open.push(open(open.peek()));
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.getFirst().text().append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        Open closed = open.pop();
                        XmlNode node = new XmlNode(
                                closed.name(),
                                closed.attributes(),
                                closed.scope(),
                                new Content(
                                        closed.children(),
                                        closed.text().toString().strip()),
                                closed.at());
                        if (open.isEmpty()) {
                            root = node;
                        } else {
                            open.getFirst().children().add(node);
                        }
                    }
                    default -> {
                        // comments and processing instructions say nothing here
                    }
                }
            }
            if (root == null) {
                throw new XMLStreamException("no root element", reader.getLocation());
            }
            return root;
        }

        private Open open(@Nullable Open parent) {
            Map<String, String> scope = parent == null ? new HashMap<>() : parent.scope();
            if (parent != null && reader.getNamespaceCount() > 0) {
                scope = new HashMap<>(scope);
            }
            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                String prefix = reader.getNamespacePrefix(i);
                String uri = reader.getNamespaceURI(i);
                scope.put(prefix == null ? "" : prefix, uri == null ? "" : uri);
            }
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
            String namespace = reader.getNamespaceURI();
            return new Open(
                    new QName(namespace == null ? "" : namespace, reader.getLocalName()),
                    attributes,
                    scope,
                    new ArrayList<>(),
                    new StringBuilder(),
                    new Position(
                            label,
                            reader.getLocation().getLineNumber(),
                            reader.getLocation().getColumnNumber()));
        }
    }
}
