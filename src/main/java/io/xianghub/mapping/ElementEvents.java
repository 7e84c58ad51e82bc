package io.xianghub.mapping;

import io.xianghub.shared.wire.XmlElement;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

/** Tells an element that is read already as a parser would tell its document. */
final class ElementEvents extends XMLFilterImpl {

    private final XmlElement root;

    ElementEvents(XmlElement root) {
        this.root = root;
    }

    @Override
    public void setFeature(String name, boolean value) {}

    @Override
    public boolean getFeature(String name) {
        return name.endsWith("/namespaces");
    }

    @Override
    public void setProperty(String name, @Nullable Object value) {}

    @Override
    public void parse(InputSource input) throws SAXException {
        ContentHandler handler = getContentHandler();
        handler.startDocument();
        tell(root, "", handler);
        handler.endDocument();
    }

    @Override
    public void parse(String systemId) throws SAXException {
        parse(new InputSource());
    }

    private static void tell(XmlElement element, String outer, ContentHandler handler) throws SAXException {
        AttributesImpl attributes = new AttributesImpl();
        int prefixes = 0;
        for (XmlElement.Attribute attribute : element.attributes()) {
            boolean ofXml = attribute.namespace().equals(XMLConstants.XML_NS_URI);
            String prefix =
                    ofXml ? XMLConstants.XML_NS_PREFIX : attribute.namespace().isEmpty() ? "" : "a" + ++prefixes;
            if (!prefix.isEmpty() && !ofXml) {
                handler.startPrefixMapping(prefix, attribute.namespace());
            }
            attributes.addAttribute(
                    attribute.namespace(),
                    attribute.name(),
                    prefix.isEmpty() ? attribute.name() : prefix + ":" + attribute.name(),
                    "CDATA",
                    attribute.value());
        }
        boolean other = !element.namespace().equals(outer);
        if (other) {
            handler.startPrefixMapping("", element.namespace());
        }
        handler.startElement(element.namespace(), element.name(), element.name(), attributes);
        handler.characters(element.text().toCharArray(), 0, element.text().length());
        for (XmlElement child : element.children()) {
            tell(child, element.namespace(), handler);
        }
        handler.endElement(element.namespace(), element.name(), element.name());
        if (other) {
            handler.endPrefixMapping("");
        }
        for (int i = prefixes; i > 0; i--) {
            handler.endPrefixMapping("a" + i);
        }
    }
}
