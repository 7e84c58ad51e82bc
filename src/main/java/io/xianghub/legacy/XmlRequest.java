package io.xianghub.legacy;

import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in XML below a declared root. */
record XmlRequest(WireCharset charset, XmlRoot root) implements RequestBody {

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", "application/xml;charset=" + charset.label());
    }

    @Override
    public byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed {
        XmlWriter writer = new XmlWriter(root::declares, Template::asText).prolog(charset.label());
        root.write(writer, root.declarations(), tree);
        return charset.bytes(writer.toString(), tree);
    }
}
