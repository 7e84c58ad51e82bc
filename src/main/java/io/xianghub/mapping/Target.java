package io.xianghub.mapping;

import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mapping writes: a tree, or bytes of a wire format. */
record Target(Format format, Charset charset, String separator, List<String> columns, String root) {

    enum Format {
        RECORD,
        JSON,
        FORM,
        DELIMITED,
        XML
    }

    @Nullable Object write(@Nullable Object tree) throws Malformed {
        return switch (format) {
            case RECORD -> tree;
            case JSON -> Charsets.encode(Json.write(tree), charset);
            case FORM -> Charsets.encode(form(tree), charset);
            case DELIMITED -> Charsets.encode(lines(tree), charset);
            case XML -> Charsets.encode(xml(tree), charset);
        };
    }

    private String form(@Nullable Object tree) throws Malformed {
        List<String> fields = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> field : map.entrySet()) {
                String value = leaf(field.getValue());
                // refuse what the charset cannot carry: the encoder below would write a question mark
                Charsets.encode(value, charset);
                fields.add(URLEncoder.encode(String.valueOf(field.getKey()), charset)
                        + "="
                        + URLEncoder.encode(value, charset));
            }
        }
        return String.join("&", fields);
    }

    private String lines(@Nullable Object tree) {
        StringBuilder text = new StringBuilder();
        for (Object row : tree instanceof List<?> list ? list : List.of()) {
            for (String column : columns) {
                text.append(row instanceof Map<?, ?> map ? leaf(map.get(column)) : "")
                        .append(separator);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String xml(@Nullable Object tree) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"")
                .append(charset.name())
                .append("\"?>\n");
        element(root, tree, text);
        return text.append('\n').toString();
    }

    private static void element(String name, @Nullable Object value, StringBuilder text) {
        if (value instanceof List<?> list) {
            list.forEach(item -> element(name, item, text));
            return;
        }
        text.append('<').append(name).append('>');
        if (value instanceof Map<?, ?> map) {
            map.forEach((child, content) -> element(String.valueOf(child), content, text));
        } else {
            text.append(leaf(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
        text.append("</").append(name).append('>');
    }

    private static String leaf(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = Type.text(value);
        return text == null ? Json.write(value) : text;
    }
}
