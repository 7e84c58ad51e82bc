package io.xianghub.bundle.contract;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON Schema that refers to nothing outside itself. */
final class SchemaDocument {

    /** No chain of references that somebody wrote by hand is longer. */
    static final int MOST_HOPS = 50;

    private final @Nullable Object tree;

    SchemaDocument(String json) {
        try {
            this.tree = Json.parse(json);
        } catch (Malformed impossible) {
            throw new IllegalArgumentException("Not the JSON text of a checked contract", impossible);
        }
    }

    Spot root() {
        return new Spot(this, List.of(), tree);
    }

    /** Where {@code #/…} points to; empty for names and other documents. */
    Optional<Spot> resolve(String reference) {
        if (reference.equals("#")) {
            return Optional.of(root());
        }
        if (!reference.startsWith("#/")) {
            return Optional.empty();
        }
        Spot here = root();
        for (String segment : reference.substring(2).split("/", -1)) {
            String key = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .replace("~1", "/")
                    .replace("~0", "~");
            if (here.tree() instanceof Map<?, ?> map && map.containsKey(key)) {
                here = here.child(key);
            } else if (here.tree() instanceof List<?> list
                    && key.matches("[0-9]{1,4}")
                    && Integer.parseInt(key) < list.size()) {
                here = here.item(Integer.parseInt(key));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }
}
