package io.xianghub.legacy;

import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in a SOAP envelope.
 *
 * @param element the child of the Body
 */
record SoapRequest(WireCharset charset, Envelope envelope, XmlRoot element) implements RequestBody {

    static final String PREFIX = "soap";

    /**
     * @param action what the operation is called on the way; may be empty
     * @param header the entries of the Header, each by its name
     */
    record Envelope(SoapVersion version, String action, @Nullable Template header) {}

    @Override
    public Map<String, String> headers() {
        return envelope.version().headers(envelope.action(), charset.label());
    }

    @Override
    public byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed {
        XmlWriter writer = new XmlWriter(prefix -> prefix.equals(PREFIX) || element.declares(prefix), Template::asText);
        Map<String, String> declarations = new LinkedHashMap<>();
        declarations.put("xmlns:" + PREFIX, envelope.version().namespace());
        declarations.putAll(element.declarations());
        writer.prolog(charset.label()).start(PREFIX + ":Envelope", declarations);
        if (envelope.header() != null && envelope.header().fill(values) instanceof Map<?, ?> entries) {
            writer.start(PREFIX + ":Header", Map.of());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                entry(String.valueOf(entry.getKey()), entry.getValue(), writer);
            }
            writer.end(PREFIX + ":Header");
        }
        writer.start(PREFIX + ":Body", Map.of());
        element.write(writer, Map.of(), tree);
        writer.end(PREFIX + ":Body").end(PREFIX + ":Envelope");
        return charset.bytes(writer.toString(), tree);
    }

    /** An entry without a prefix stands in the namespace of the request element, as its schema's elements do. */
    private void entry(String name, @Nullable Object value, XmlWriter writer) throws Malformed {
        if (name.indexOf(':') >= 0) {
            writer.element(name, value);
        } else if (value != null) {
            element.named(name).write(writer, Map.of(), value);
        }
    }
}
