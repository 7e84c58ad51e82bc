package io.xianghub.mapping;

import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** What a stylesheet writes, counted while it is written: a document, or the text of one. */
final class XslOutput extends DefaultHandler2 {

    private final XmlWriter document = new XmlWriter(prefix -> true, Target::leaf);
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private final Deque<StringBuilder> sections = new ArrayDeque<>();
    private final Steps steps;
    private final boolean xml;
    private int depth;
    private int roots;
    private boolean astray;

    XslOutput(Steps steps, boolean xml) {
        this.steps = steps;
        this.xml = xml;
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) {
        namespaces.put(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        Map<String, String> all = new LinkedHashMap<>(namespaces);
        namespaces.clear();
        int length = 2 * qualified.length();
        for (int i = 0; i < attributes.getLength(); i++) {
            all.put(attributes.getQName(i), attributes.getValue(i));
            length += attributes.getQName(i).length() + attributes.getValue(i).length();
        }
        steps.made(length);
        roots += depth++ == 0 ? 1 : 0;
        try {
            document.start(qualified, all);
        } catch (Malformed malformed) {
            throw new SAXException(malformed);
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        depth--;
        document.end(qualified);
    }

    @Override
    public void characters(char[] characters, int from, int length) throws SAXException {
        steps.made(length);
        if (!xml) {
            text.append(characters, from, length);
            return;
        }
        astray |= depth == 0 && !new String(characters, from, length).isBlank();
        StringBuilder section = sections.peek();
        if (section != null) {
            section.append(characters, from, length);
            return;
        }
        try {
            document.text(new String(characters, from, length));
        } catch (Malformed malformed) {
            throw new SAXException(malformed);
        }
    }

    @Override
    public void startCDATA() {
        sections.push(new StringBuilder());
    }

    @Override
    public void endCDATA() throws SAXException {
        try {
            document.section(sections.pop().toString());
        } catch (Malformed malformed) {
            throw new SAXException(malformed);
        }
    }

    Steps steps() {
        return steps;
    }

    /** Whether it has one root, and no text beside that. */
    boolean isDocument() {
        return roots == 1 && !astray;
    }

    @Override
    public String toString() {
        return xml ? document.toString() : text.toString();
    }
}
