package io.xianghub.mapping;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.XMLFilterImpl;

/** Makes every template, every turn of a loop and every variable in them count as a step: it begins with a message. */
final class XslSteps extends XMLFilterImpl {

    static final String XSL = "http://www.w3.org/1999/XSL/Transform";

    private final Deque<Place> open = new ArrayDeque<>();

    /** Where an element's own step would go. */
    private enum Place {
        NONE,
        TEMPLATE,
        LOOP
    }

    XslSteps(XMLReader stylesheet) {
        super(stylesheet);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        boolean instruction = uri.equals(XSL);
        boolean declares = instruction
                && ((open.peek() == Place.TEMPLATE && name.equals("param"))
                        || (open.peek() == Place.LOOP && name.equals("sort")));
        if (!declares) {
            stepIfDue();
        }
        if (instruction && name.equals("variable") && open.size() > 1) {
            step(); // what a variable holds may be twice what another does
        }
        open.push(instruction && !declares ? place(name) : Place.NONE);
        super.startElement(uri, name, qualified, attributes);
    }

    private static Place place(String name) {
        return switch (name) {
            case "template" -> Place.TEMPLATE;
            case "for-each" -> Place.LOOP;
            default -> Place.NONE;
        };
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws SAXException {
        stepIfDue();
        open.pop();
        super.endElement(uri, name, qualified);
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (!new String(text, start, length).isBlank()) {
            stepIfDue();
        }
        super.characters(text, start, length);
    }

    private void stepIfDue() throws SAXException {
        @Nullable Place place = open.peek();
        if (place == null || place == Place.NONE) {
            return;
        }
        open.pop();
        open.push(Place.NONE);
        step();
    }

    private void step() throws SAXException {
        String prefix = "hubstep";
        super.startPrefixMapping(prefix, XSL);
        super.startElement(XSL, "message", prefix + ":message", new AttributesImpl());
        super.characters(new char[] {'.'}, 0, 1);
        super.endElement(XSL, "message", prefix + ":message");
        super.endPrefixMapping(prefix);
    }
}
