package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys and values of YAML that are being put together; each stands where what it was made of stands. */
final class Draft {

    private final Position at;
    private final Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();

    Draft(Position at) {
        this.at = at;
    }

    Draft put(String key, YamlNode value) {
        return put(key, value.at(), value);
    }

    Draft put(String key, Position keyAt, YamlNode value) {
        entries.put(key, new YamlNode.Mapping.Entry(keyAt, value));
        return this;
    }

    Draft put(String key, Position where, String text) {
        return put(key, where, new YamlNode.Scalar(where, text, text));
    }

    /** The same key with the same value as in another, when it is there. */
    Draft keep(String key, YamlNode.Mapping other) {
        other.get(key).ifPresent(value -> put(key, value));
        return this;
    }

    YamlNode.Mapping node() {
        return new YamlNode.Mapping(at, entries);
    }
}
