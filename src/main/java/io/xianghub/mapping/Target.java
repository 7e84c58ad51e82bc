package io.xianghub.mapping;

import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping writes: a tree, or a wire format.
 *
 * @param rows how rows are written; null unless it is a format of lines
 * @param root the root element of XML
 * @param prolog whether XML begins with one
 */
record Target(Format format, Charset charset, @Nullable Rows rows, String root, boolean prolog) {

    enum Format {
        RECORD,
        JSON,
        FORM,
        DELIMITED,
        FIXED,
        XML;

        boolean hasLines() {
            return this == DELIMITED || this == FIXED;
        }
    }

    /** The tree, or its bytes; what of it cannot be written is added to {@code wrong}. */
    @Nullable Object write(@Nullable Object tree, List<Violation> wrong) throws Malformed {
        if (format == Format.RECORD) {
            return tree;
        }
        if (format == Format.JSON && charset.equals(StandardCharsets.UTF_8)) {
            return json(tree, wrong);
        }
        return bytes(tree, text(tree, wrong) + (format == Format.XML ? "\n" : ""), wrong);
    }

    private byte[] json(@Nullable Object tree, List<Violation> wrong) throws Malformed {
        try {
            return Json.writeBytes(tree);
        } catch (Malformed malformed) {
            refuse(tree, malformed, wrong);
            return new byte[0];
        }
    }

    /** The characters of the document. */
    String text(@Nullable Object tree, List<Violation> wrong) throws Malformed {
        try {
            return switch (format) {
                case RECORD, JSON -> Json.write(tree);
                case FORM -> form(tree);
                case DELIMITED, FIXED -> rows == null ? "" : rows.text(tree, wrong);
                case XML -> xml(tree);
            };
        } catch (Malformed malformed) {
            refuse(tree, malformed, wrong);
            return "";
        }
    }

    /** The document's bytes in its charset. */
    byte[] bytes(@Nullable Object tree, String text, List<Violation> wrong) throws Malformed {
        try {
            return Charsets.encode(text, charset);
        } catch (Malformed malformed) {
            refuse(tree, malformed, wrong);
            return new byte[0];
        }
    }

    private void refuse(@Nullable Object tree, Malformed malformed, List<Violation> wrong) throws Malformed {
        List<Violation> unwritable =
                malformed.reason() == Malformed.Reason.CHARSET ? Unwritable.in(tree, charset) : List.of();
        if (unwritable.isEmpty()) {
            throw malformed;
        }
        wrong.addAll(unwritable);
    }

    private String form(@Nullable Object tree) throws Malformed {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.add(Map.entry(String.valueOf(name), leaf(value))));
        }
        return Form.write(fields, charset);
    }

    private String xml(@Nullable Object tree) throws Malformed {
        // A mapping's own prefixes are declared by attributes in its tree.
        XmlWriter writer = new XmlWriter(prefix -> true, Target::leaf);
        return prologText() + writer.element(root, tree);
    }

    /** Empty for a document without one. */
    String prologText() {
        String name = charset.name().equals("GB18030") ? "GBK" : charset.name();
        return prolog ? "<?xml version=\"1.0\" encoding=\"" + name + "\"?>\n" : "";
    }

    static String leaf(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = Leaf.text(value);
        return text == null ? Json.write(value) : text;
    }
}
