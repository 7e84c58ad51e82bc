package io.xianghub.mapping;

import io.xianghub.shared.Text;
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

    private String lines(@Nullable Object tree) throws Malformed {
        StringBuilder text = new StringBuilder();
        for (Object row : tree instanceof List<?> list ? list : List.of()) {
            for (String column : columns) {
                String value = row instanceof Map<?, ?> map ? leaf(map.get(column)) : "";
                if (value.contains(separator) || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                    throw new Malformed(
                            Malformed.Reason.SYNTAX,
                            Text.of(
                                    "列 %s 的值含有分隔符或换行",
                                    "The value of column %s holds a separator or a line end", column));
                }
                text.append(value).append(separator);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String xml(@Nullable Object tree) throws Malformed {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"")
                .append(charset.name().equals("GB18030") ? "GBK" : charset.name())
                .append("\"?>\n");
        element(root, tree, text);
        return text.append('\n').toString();
    }

    /** Keys that begin with {@code @} are attributes of the element they stand in. */
    private static void element(String name, @Nullable Object value, StringBuilder text) throws Malformed {
        if (value instanceof List<?> list) {
            for (Object item : list) {
                element(name, item, text);
            }
            return;
        }
        text.append('<').append(name);
        if (!(value instanceof Map<?, ?> map)) {
            text.append('>')
                    .append(escaped(leaf(value)))
                    .append("</")
                    .append(name)
                    .append('>');
            return;
        }
        for (Map.Entry<?, ?> child : map.entrySet()) {
            String key = String.valueOf(child.getKey());
            if (key.startsWith("@")) {
                text.append(' ').append(key, 1, key.length()).append("=\"");
                text.append(escaped(leaf(child.getValue()))).append('"');
            }
        }
        text.append('>');
        for (Map.Entry<?, ?> child : map.entrySet()) {
            String key = String.valueOf(child.getKey());
            if (!key.startsWith("@")) {
                element(key, child.getValue(), text);
            }
        }
        text.append("</").append(name).append('>');
    }

    private static String escaped(String value) throws Malformed {
        // XML 1.0, production 2: other control characters cannot be written at all
        if (value.chars().anyMatch(c -> c < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of("值含有 XML 不允许的控制字符", "A value holds a character that XML cannot carry"));
        }
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String leaf(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = Type.text(value);
        return text == null ? Json.write(value) : text;
    }
}
