package io.xianghub.shared.signing;

import io.xianghub.shared.wire.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signature may cover of a call.
 *
 * @param fields the fields of a form, or the members of a JSON object; what is more than one value reads as JSON
 * @param body exactly as it is on the wire
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
public record SignedCall(
        String method, String path, Map<String, String> query, Map<String, String> fields, byte[] body) {

    public SignedCall {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The fields of a body's tree; none when it is no map. */
    public static Map<String, String> fieldsOf(@Nullable Object tree) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), text(value)));
        }
        return fields;
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return Json.write(value);
        }
        // 1e999999999 written out digit by digit would fill the memory
        return value instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) <= 100
                ? decimal.toPlainString()
                : value.toString();
    }
}
