package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML without DTDs, entities, or depth and breadth without end. The bytes are decoded by the charset that was
 * agreed on; a prolog that names another is a lie that is reported, not believed.
 */
public final class Xml {

    // Below the 100 at which newer JDKs stop by themselves, so that every JDK says the same.
    private static final int MAX_DEPTH = 90;
    private static final int LONG_PROLOG = 1_000;
    private static final int MAX_NODES = 1_000_000;
    private static final Pattern PROLOG =
            Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    private static final XMLInputFactory FACTORY = secureFactory();

    private final Deque<Open> open = new ArrayDeque<>();
    private int nodes;

    private Xml() {}

    /** What becomes of a prolog that names another charset than the agreed one. */
    public enum Prolog {
        CHECKED,
        IGNORED
    }

    /** An element that is still open; most have neither attributes nor children, and one piece of text. */
    private static final class Open {

        private final String namespace;
        private final String name;
        private final List<XmlElement.Attribute> attributes;
        private List<XmlElement> children = List.of();
        private String first = "";
        private @Nullable StringBuilder more;

        Open(String namespace, String name, List<XmlElement.Attribute> attributes) {
            this.namespace = namespace;
            this.name = name;
            this.attributes = attributes;
        }

        void add(XmlElement child) {
            if (children.isEmpty()) {
                children = new ArrayList<>();
            }
            children.add(child);
        }

        /** Blanks before the text are not of it. */
        void add(String text) {
            if (more != null) {
                more.append(text);
            } else if (!first.isEmpty()) {
                more = new StringBuilder(first).append(text);
            } else if (!text.isBlank()) {
                first = text;
            }
        }

        XmlElement closed() {
            String text = more == null ? first : more.toString();
            return new XmlElement(namespace, name, attributes, children, text.strip());
        }
    }

    private static XMLInputFactory secureFactory() {
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

    public static XmlElement parse(byte[] bytes, Charset charset) throws Malformed {
        return parse(bytes, charset, Prolog.CHECKED);
    }

    public static XmlElement parse(byte[] bytes, Charset charset, Prolog prolog) throws Malformed {
        String text = Charsets.decode(bytes, charset);
        if (prolog == Prolog.CHECKED) {
            checkProlog(text, charset);
        }
        return parse(text);
    }

    /** Characters have no charset: a prolog in them says nothing. */
    public static XmlElement parse(String text) throws Malformed {
        String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String trimmed = document.stripLeading();
        refuseDtd(trimmed);
        try {
            // Pages that make XML often begin with an empty line, and a prolog must not.
            XMLStreamReader reader =
                    FACTORY.createXMLStreamReader(new StringReader(trimmed.startsWith("<?xml") ? trimmed : document));
            try {
                return new Xml().document(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNumber();
            int column = wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNumber();
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of("第 %d 行第 %d 列的 XML 不正确", "Wrong XML at line %d, column %d", line, column));
        }
    }

    /** Before the parser sees it; what stands in the root, such as HTML in a CDATA section, is only text. */
    private static void refuseDtd(String text) throws Malformed {
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("<!--", at)) {
                at = behind(text, "-->", at + 4);
            } else if (text.startsWith("<?", at)) {
                at = behind(text, "?>", at + 2);
            } else if (text.startsWith("<!", at)) {
                throw dtd();
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private static int behind(String text, String end, int from) {
        int at = text.indexOf(end, from);
        return at < 0 ? text.length() : at + end.length();
    }

    private static Malformed dtd() {
        return new Malformed(
                Malformed.Reason.SYNTAX, Text.of("XML 含有 DTD 或实体声明", "The XML has a DTD or entity declarations"));
    }

    private static void checkProlog(String text, Charset charset) throws Malformed {
        Matcher prolog = PROLOG.matcher(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (!prolog.find()) {
            return;
        }
        try {
            if (Charsets.of(prolog.group(1)).equals(charset)) {
                return;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            // an unknown name cannot be the declared charset
        }
        throw new Malformed(
                Malformed.Reason.CHARSET,
                Text.of(
                        "XML 声明的编码 %s 与约定的 %s 不符",
                        "The prolog says %s, the interface says %s", prolog.group(1), charset.name()));
    }

    /** The charset that the prolog of these bytes names; marks of a prolog are ASCII. */
    public static Optional<String> charsetNamedIn(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, LONG_PROLOG), StandardCharsets.ISO_8859_1);
        Matcher prolog = PROLOG.matcher(head.startsWith("\u00EF\u00BB\u00BF") ? head.substring(3) : head);
        return prolog.find() ? Optional.of(prolog.group(1)) : Optional.empty();
    }

    private XmlElement document(XMLStreamReader reader) throws XMLStreamException, Malformed {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.getFirst().add(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD -> throw dtd();
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Malformed(Malformed.Reason.SYNTAX, Text.of("XML 含有实体引用", "The XML refers to an entity"));
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement element = open.pop().closed();
                    if (open.isEmpty()) {
                        finish(reader);
                        return element;
                    }
                    open.getFirst().add(element);
                }
                default -> {
                    // comments and processing instructions carry no data
                }
            }
        }
        throw new Malformed(Malformed.Reason.SYNTAX, Text.of("XML 没有根元素", "The XML has no root element"));
    }

    private void begin(XMLStreamReader reader) throws Malformed {
        if (open.size() >= MAX_DEPTH) {
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE,
                    Text.of("XML 嵌套超过 %d 层", "The XML nests deeper than %d levels", MAX_DEPTH));
        }
        nodes += 1 + reader.getAttributeCount();
        if (nodes > MAX_NODES) {
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE,
                    Text.of("XML 的元素和属性超过 %d 个", "The XML has more than %d elements and attributes", MAX_NODES));
        }
        open.push(new Open(
                Objects.requireNonNullElse(reader.getNamespaceURI(), ""), reader.getLocalName(), attributes(reader)));
    }

    /** Reads on, so that what follows the root and is no comment is an error. */
    private static void finish(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    private static List<XmlElement.Attribute> attributes(XMLStreamReader reader) {
        if (reader.getAttributeCount() == 0) {
            return List.of();
        }
        List<XmlElement.Attribute> attributes = new ArrayList<>(reader.getAttributeCount());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.add(new XmlElement.Attribute(
                    Objects.requireNonNullElse(reader.getAttributeNamespace(i), ""),
                    reader.getAttributeLocalName(i),
                    reader.getAttributeValue(i)));
        }
        return attributes;
    }
}
