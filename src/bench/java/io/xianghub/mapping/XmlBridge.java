package io.xianghub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** XML for the tools that know JSON only: elements are members, repeated ones lists; as little work as we could do it with. */
final class XmlBridge {

    private static final Charset GBK = Charset.forName("GBK");
    private static final XMLInputFactory READERS = XMLInputFactory.newDefaultFactory();
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    static {
        READERS.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        READERS.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private XmlBridge() {}

    /** What stands below the root. */
    static Object read(byte[] bytes) throws XMLStreamException {
        XMLStreamReader reader = READERS.createXMLStreamReader(new ByteArrayInputStream(bytes));
        reader.nextTag();
        return value(reader);
    }

    private static Object value(XMLStreamReader reader) throws XMLStreamException {
        Map<String, Object> members = null;
        String text = "";
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                members = members == null ? new LinkedHashMap<>() : members;
                add(reader.getLocalName(), value(reader), members);
            } else if (event == XMLStreamConstants.CHARACTERS && members == null) {
                text = reader.getText();
            }
        }
        return members == null ? text : members;
    }

    @SuppressWarnings("unchecked") // a value is a list only when it was made here
    private static void add(String name, Object value, Map<String, Object> members) {
        Object before = members.putIfAbsent(name, value);
        if (before instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else if (before != null) {
            members.put(name, new ArrayList<>(List.of(before, value)));
        }
    }

    /** A document with the root {@code result}. */
    static byte[] write(Map<?, ?> tree) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = begin(text);
        for (Map.Entry<?, ?> member : tree.entrySet()) {
            write((String) member.getKey(), member.getValue(), writer);
        }
        return end(writer, text);
    }

    /** The same of a tree of nodes. */
    static byte[] write(JsonNode tree) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = begin(text);
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            write(member.getKey(), member.getValue(), writer);
        }
        return end(writer, text);
    }

    /** Into characters: given bytes, the JDK's writer asks the charset about each of them. */
    private static XMLStreamWriter begin(StringWriter text) throws XMLStreamException {
        XMLStreamWriter writer = WRITERS.createXMLStreamWriter(text);
        writer.writeStartDocument("GBK", "1.0");
        writer.writeStartElement("result");
        return writer;
    }

    private static byte[] end(XMLStreamWriter writer, StringWriter text) throws XMLStreamException {
        writer.writeEndElement();
        writer.writeEndDocument();
        writer.flush();
        return text.toString().getBytes(GBK);
    }

    private static void write(String name, Object value, XMLStreamWriter writer) throws XMLStreamException {
        if (value instanceof List<?> list) {
            for (Object item : list) {
                write(name, item, writer);
            }
            return;
        }
        writer.writeStartElement(name);
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                write((String) member.getKey(), member.getValue(), writer);
            }
        } else {
            writer.writeCharacters(value.toString());
        }
        writer.writeEndElement();
    }

    private static void write(String name, JsonNode value, XMLStreamWriter writer) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode item : value) {
                write(name, item, writer);
            }
            return;
        }
        writer.writeStartElement(name);
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                write(member.getKey(), member.getValue(), writer);
            }
        } else {
            writer.writeCharacters(value.asText());
        }
        writer.writeEndElement();
    }
}
