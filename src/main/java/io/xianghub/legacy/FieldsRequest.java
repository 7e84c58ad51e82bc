package io.xianghub.legacy;

import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document whose values stand in fields that bear their names. */
record FieldsRequest(WireCharset charset, String root) implements RequestBody {

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed {
        XmlWriter writer = new XmlWriter(prefix -> false, Template::asText).prolog(charset.label());
        NamedFields.write(root, tree, writer);
        return charset.bytes(writer.toString(), tree);
    }
}
