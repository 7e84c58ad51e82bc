package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document that is the value of another document's field. */
record Inside(Path path, Encoding encoding, Source source) {

    /** How the document's bytes, or its characters, stand in the field. */
    enum Encoding {
        TEXT,
        BASE64,
        HEX
    }

    /** The last of the documents, each inside the one before; null when the first is not there. */
    static Source.@Nullable Read open(
            List<Inside> documents, @Nullable Object outermost, Map<String, ? extends @Nullable Object> scope)
            throws Malformed {
        Source.Read read = documents.get(0).open(outermost, scope);
        for (int i = 1; read != null && i < documents.size(); i++) {
            Inside document = documents.get(i);
            read = document.open(read.tree(), scope);
            if (read == null) {
                throw document.missing();
            }
        }
        return read;
    }

    Malformed missing() {
        return wrong(Text.of("%s 处没有文档", "There is no document at %s", path));
    }

    /** The document at the path; null when there is none. */
    private Source.@Nullable Read open(@Nullable Object outer, Map<String, ? extends @Nullable Object> scope)
            throws Malformed {
        Object found = path.find(outer, scope);
        if (found == null) {
            return null;
        }
        String text = Leaf.text(found);
        if (text == null) {
            throw wrong(
                    Text.of("%s 处应为文本中的 %s，实际是结构", "At %s a text with %s is expected, not a structure", path, word()));
        }
        if (text.isBlank()) {
            return null;
        }
        try {
            return switch (encoding) {
                case TEXT -> source.readText(text);
                case BASE64 -> source.read(Base64.getMimeDecoder().decode(TextFunction.base64(text)));
                case HEX -> source.read(HexFormat.of().parseHex(text.strip()));
            };
        } catch (IllegalArgumentException notEncoded) {
            throw wrong(Text.of("%s 处不是 %s", "What stands at %s is not %s", path, Declared.word(encoding)));
        } catch (Malformed malformed) {
            throw new Malformed(
                    malformed.reason(),
                    new Text(
                            path + " 处的 " + word() + "：" + malformed.text().zh(),
                            "In the " + word() + " at " + path + ": "
                                    + malformed.text().en()));
        }
    }

    private String word() {
        return Declared.word(source.format());
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
