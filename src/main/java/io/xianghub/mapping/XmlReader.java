package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML without DTDs, entities or depth without end. The bytes are decoded by the charset the mapping declares; a
 * prolog that names another is a lie that is reported, not believed.
 */
final class XmlReader {

    // Below the 100 at which newer JDKs stop by themselves, so that every JDK says the same.
    private static final int MAX_DEPTH = 90;
    private static final Pattern PROLOG =
            Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    private static final XMLInputFactory FACTORY = secureFactory();

    private XmlReader() {}

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

    static XmlElement read(byte[] bytes, Charset charset) throws Malformed {
        String text = Charsets.decode(bytes, charset);
        checkProlog(text, charset);
        if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY")) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX, Text.of("XML 含有 DTD 或实体声明", "The XML has a DTD or entity declarations"));
        }
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            try {
                return document(reader);
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

    private static void checkProlog(String text, Charset charset) throws Malformed {
        Matcher prolog = PROLOG.matcher(text);
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

    /** An element that is still open. */
    private record Open(String name, Map<String, String> attributes, List<XmlElement> children, StringBuilder text) {}

    private static XmlElement document(XMLStreamReader reader) throws XMLStreamException, Malformed {
        Deque<Open> open = new ArrayDeque<>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= MAX_DEPTH) {
                        throw new Malformed(
                                Malformed.Reason.TOO_LARGE,
                                Text.of("XML 嵌套超过 %d 层", "The XML nests deeper than %d levels", MAX_DEPTH));
                    }
                    open.push(new Open(
                            reader.getLocalName(), attributes(reader), new ArrayList<>(), new StringBuilder()));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.getFirst().text().append(reader.getText());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Malformed(Malformed.Reason.SYNTAX, Text.of("XML 含有实体引用", "The XML refers to an entity"));
                case XMLStreamConstants.END_ELEMENT -> {
                    Open closed = open.pop();
                    XmlElement element = new XmlElement(
                            closed.name(),
                            closed.attributes(),
                            closed.children(),
                            closed.text().toString().strip());
                    if (open.isEmpty()) {
                        finish(reader);
                        return element;
                    }
                    open.getFirst().children().add(element);
                }
                default -> {
                    // comments and processing instructions carry no data
                }
            }
        }
        throw new Malformed(Malformed.Reason.SYNTAX, Text.of("XML 没有根元素", "The XML has no root element"));
    }

    /** Reads on, so that what follows the root and is no comment is an error. */
    private static void finish(XMLStreamReader reader) throws XMLStreamException {
        while (reader.hasNext()) {
            reader.next();
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }
}
