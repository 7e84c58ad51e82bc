package io.xianghub.legacy;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import org.jspecify.annotations.Nullable;

/**
 * A document that travels as a text inside another.
 *
 * @param lists of a document in XML
 */
record Nested(Format format, Lists lists) {

    enum Format {
        JSON("{["),
        XML("<");

        private final String openings;

        Format(String openings) {
            this.openings = openings;
        }
    }

    /** Whether the text means to be such a document. */
    boolean isMeantBy(String text) {
        String stripped = (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
        return !stripped.isEmpty() && format.openings.indexOf(stripped.charAt(0)) >= 0;
    }

    /** The prolog of XML in a text speaks of bytes that are no more, and is not asked. */
    @Nullable Object parse(String text) throws Malformed {
        return format == Format.JSON ? Json.parse(text) : XmlTree.of(Xml.parse(text), lists);
    }
}
