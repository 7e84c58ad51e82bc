package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
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
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.add(Map.entry(String.valueOf(name), leaf(value))));
        }
        return Form.write(fields, charset);
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
        // A mapping's own prefixes are declared by attributes in its tree.
        return new XmlWriter(prefix -> true, Target::leaf)
                        .prolog(charset.name().equals("GB18030") ? "GBK" : charset.name())
                        .element(root, tree)
                + "\n";
    }

    private static String leaf(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = Leaf.text(value);
        return text == null ? Json.write(value) : text;
    }
}
