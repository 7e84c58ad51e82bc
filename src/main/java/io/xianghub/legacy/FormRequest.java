package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a form; a map in a field is JSON text, and a list of plain values repeats its field. */
record FormRequest(WireCharset charset) implements RequestBody {

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", "application/x-www-form-urlencoded;charset=" + charset.label());
    }

    @Override
    public boolean isNone(@Nullable Object tree) {
        return tree == null;
    }

    @Override
    public byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed {
        List<Map.Entry<String, String>> fields = fields(tree);
        for (Map.Entry<String, String> field : fields) {
            charset.bytes(field.getValue(), Map.of(field.getKey(), field.getValue()));
        }
        return Form.write(fields, charset.writing()).getBytes(StandardCharsets.US_ASCII);
    }

    static List<Map.Entry<String, String>> fields(@Nullable Object tree) throws Malformed {
        if (!(tree instanceof Map<?, ?> map)) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX, Text.of("表单请求应为字段表", "The request of a form must be a map of fields"));
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        map.forEach((name, value) -> add(String.valueOf(name), value, fields));
        return fields;
    }

    private static void add(String name, @Nullable Object value, List<Map.Entry<String, String>> fields) {
        if (value instanceof List<?> list && list.stream().noneMatch(FormRequest::isTree)) {
            list.forEach(item -> add(name, item, fields));
        } else if (value != null) {
            fields.add(Map.entry(name, Template.asText(value)));
        }
    }

    private static boolean isTree(@Nullable Object item) {
        return item instanceof Map<?, ?> || item instanceof List<?>;
    }
}
