package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping reads: a tree as it is, or bytes of a wire format.
 *
 * @param lines null unless it is a format of lines
 * @param namespaces what prefixes in the paths of this document mean
 * @param inside documents inside the document, each inside the one before; what is mapped is the last
 */
record Source(Format format, Charset charset, @Nullable Lines lines, List<Inside> inside, Namespaces namespaces) {

    private static final int MAX_BYTES = 20 * 1024 * 1024;

    enum Format {
        RECORD,
        JSON,
        XML,
        FORM,
        DELIMITED,
        FIXED
    }

    /**
     * What was read.
     *
     * @param aside further trees that paths reach as {@code $name}
     * @param file the tree as lines; null when it is none of lines
     */
    record Read(@Nullable Object tree, Map<String, Object> aside, Lines.@Nullable File file) {

        /** The same, unless a head disagrees with its lines. */
        Read agreed() throws Malformed {
            Malformed flaw = file == null ? null : file.flaw();
            if (flaw != null) {
                throw flaw;
            }
            return this;
        }

        /** What paths reach by name: what the route has set aside, and the head and the trailer of a file. */
        Map<String, ? extends @Nullable Object> beside(Map<String, ? extends @Nullable Object> scope) {
            if (aside.isEmpty()) {
                return scope;
            }
            Map<String, @Nullable Object> all = new HashMap<>(scope);
            all.putAll(aside);
            return all;
        }
    }

    Source {
        inside = List.copyOf(inside);
    }

    /** The innermost document; the lines of a file, although its head may disagree with them. */
    Read open(@Nullable Object input, Map<String, ? extends @Nullable Object> scope) throws Malformed {
        Read read = whole(input);
        if (inside.isEmpty()) {
            return read;
        }
        Read innermost = Inside.open(inside, read.agreed().tree(), scope);
        if (innermost == null) {
            throw inside.get(0).missing();
        }
        return innermost;
    }

    Read read(@Nullable Object input) throws Malformed {
        return whole(input).agreed();
    }

    private Read whole(@Nullable Object input) throws Malformed {
        if (format == Format.RECORD) {
            return tree(input);
        }
        if (!(input instanceof byte[] bytes)) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "应为字节，实际是 %s",
                            "Bytes are expected, not %s",
                            input == null ? "null" : input.getClass().getSimpleName()));
        }
        if (bytes.length > MAX_BYTES) {
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE, Text.of("输入超过 %d 字节", "The input has more than %d bytes", MAX_BYTES));
        }
        return switch (format) {
            case JSON -> tree(Json.parse(bytes, charset));
            case XML -> tree(Xml.parse(bytes, charset));
            case FORM -> tree(Form.parse(bytes, charset));
            case DELIMITED, FIXED -> lines(bytes, charset);
            case RECORD -> tree(input);
        };
    }

    /** Characters that another document has decoded already: what a prolog in them says of bytes no longer matters. */
    Read readText(String text) throws Malformed {
        return switch (format) {
            case JSON -> tree(Json.parse(text));
            case XML -> tree(Xml.parse(text));
            case FORM -> tree(Form.parse(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            case DELIMITED, FIXED ->
                lines(Charsets.encode(text, charset), charset).agreed();
            case RECORD -> tree(text);
        };
    }

    /** The one that items come from. */
    Source innermost() {
        return inside.isEmpty() ? this : inside.get(inside.size() - 1).source();
    }

    boolean hasLines() {
        return lines != null;
    }

    /** Where an item of the list stands in the input. */
    String place(int index) {
        return lines == null ? "[" + index + "]" : "line " + lines.lineOf(index);
    }

    private Read lines(byte[] bytes, Charset charset) throws Malformed {
        if (lines == null) {
            return tree(null);
        }
        Lines.File file = lines.read(bytes, charset);
        return new Read(file.rows(), file.aside(), file);
    }

    private static Read tree(@Nullable Object tree) {
        return new Read(tree, Map.of(), null);
    }
}
