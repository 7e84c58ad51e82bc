package io.xianghub.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

/** JSON for the tool that knows XML only: members are elements below {@code result}, the items of a list repeated ones. */
final class JsonEvents extends XMLFilterImpl {

    private static final JsonFactory JSON = new JsonFactory();
    private static final AttributesImpl NONE = new AttributesImpl();

    @Override
    public void setFeature(String name, boolean value) {}

    @Override
    public boolean getFeature(String name) {
        return name.endsWith("/namespaces");
    }

    @Override
    public void setProperty(String name, Object value) {}

    @Override
    public void parse(InputSource input) throws SAXException, IOException {
        try (JsonParser parser = JSON.createParser(input.getByteStream())) {
            getContentHandler().startDocument();
            tell("result", parser.nextToken(), parser);
            getContentHandler().endDocument();
        }
    }

    private void tell(String name, JsonToken token, JsonParser parser) throws SAXException, IOException {
        if (token == JsonToken.START_ARRAY) {
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                tell(name, item, parser);
            }
            return;
        }
        getContentHandler().startElement("", name, name, NONE);
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                tell(member, parser.nextToken(), parser);
            }
        } else {
            getContentHandler().characters(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
        getContentHandler().endElement("", name, name);
    }
}
