package io.xianghub.legacy;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request in JSON. */
record JsonRequest(WireCharset charset) implements RequestBody {

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", "application/json;charset=" + charset.label());
    }

    @Override
    public boolean isNone(@Nullable Object tree) {
        return tree == null;
    }

    @Override
    public byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed {
        return charset.bytes(Json.write(tree), tree);
    }

    @Override
    public @Nullable Object told(@Nullable Object tree) {
        return null;
    }
}
