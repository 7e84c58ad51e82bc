package io.xianghub.shared.yaml;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A text file of a bundle as its engineer saved it: UTF-8, or a finding that says where it is not and what it may be. */
public final class SourceText {

    private static final char BOM = '\uFEFF';
    private static final Text SAVE_AS_UTF8 = Text.of("把文件另存为 UTF-8", "Save the file as UTF-8");

    private SourceText() {}

    /** The file's text; empty, with a finding, when it is not UTF-8. */
    public static Optional<String> read(String file, byte[] bytes, Findings findings) {
        int wrong = firstWrongByte(bytes);
        if (wrong < 0) {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
        findings.error(
                place(file, new String(bytes, 0, wrong, StandardCharsets.UTF_8)),
                "file.not-utf8",
                likely(bytes)
                        .map(name -> Text.of("文件不是 UTF-8 编码，可能是 %s", "The file is not UTF-8; it may be %s", name))
                        .orElse(Text.of("文件不是 UTF-8 编码", "The file is not UTF-8")),
                SAVE_AS_UTF8);
        return Optional.empty();
    }

    /** Likewise for files whose other readers take no byte order mark. */
    public static Optional<String> readUnmarked(String file, byte[] bytes, Findings findings) {
        Optional<String> text = read(file, bytes, findings);
        if (text.isPresent() && !text.get().isEmpty() && text.get().charAt(0) == BOM) {
            findings.error(
                    new Position(file, 1, 1),
                    "file.bom",
                    Text.of("文件以字节顺序标记（BOM）开头", "The file begins with a byte order mark"),
                    Text.of("把文件另存为无 BOM 的 UTF-8", "Save the file as UTF-8 without a byte order mark"));
            return Optional.empty();
        }
        return text;
    }

    /** The line and column behind the text that precedes a place. */
    static Position place(String file, String before) {
        // a carriage return alone ends a line in YAML, too
        String[] lines = before.split("\r\n|\r|\n", -1);
        String last = lines[lines.length - 1];
        return new Position(file, lines.length, 1 + last.codePointCount(0, last.length()));
    }

    private static int firstWrongByte(byte[] bytes) {
        return Charsets.firstWrongByte(bytes, StandardCharsets.UTF_8);
    }

    private static Optional<String> likely(byte[] bytes) {
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF))) {
            return Optional.of("UTF-16");
        }
        try {
            Charsets.decode(bytes, Charset.forName("GB18030"));
            return Optional.of("GBK");
        } catch (Malformed neither) {
            return Optional.empty();
        }
    }
}
