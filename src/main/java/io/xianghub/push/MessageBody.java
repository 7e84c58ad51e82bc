package io.xianghub.push;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a message that is kept sealed.
 *
 * @param row the department's row as it was compared
 */
record MessageBody(String name, String mobile, String text, Map<String, String> row) {

    byte[] bytes() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("mobile", mobile);
        tree.put("text", text);
        tree.put("row", row);
        return Json.write(tree).getBytes(StandardCharsets.UTF_8);
    }

    static MessageBody of(byte[] bytes) {
        try {
            if (Json.parse(bytes) instanceof Map<?, ?> tree && tree.get("row") instanceof Map<?, ?> columns) {
                Map<String, String> row = new LinkedHashMap<>();
                columns.forEach((column, value) -> row.put(String.valueOf(column), String.valueOf(value)));
                return new MessageBody(text(tree, "name"), text(tree, "mobile"), text(tree, "text"), row);
            }
            throw new IllegalStateException("A stored body has no row");
        } catch (Malformed spoilt) {
            throw new IllegalStateException("A stored body is no JSON", spoilt);
        }
    }

    private static String text(Map<?, ?> tree, String member) {
        return String.valueOf(tree.get(member));
    }

    @Override
    public String toString() {
        return "MessageBody";
    }
}
