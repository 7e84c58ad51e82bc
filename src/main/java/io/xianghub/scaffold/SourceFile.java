package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Position;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that describes a department's system, decoded.
 *
 * @param path where it lies; its folder is the only one that references are followed into
 */
record SourceFile(Path path, String text) {

    private static final long LARGEST = 32L * 1024 * 1024;
    private static final Pattern PROLOG =
            Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

    String name() {
        return String.valueOf(path.getFileName());
    }

    Position at() {
        return Position.whole(name());
    }

    /** The file, or empty and a finding. */
    static Optional<SourceFile> read(Path path, Notes notes) {
        String name = String.valueOf(path.getFileName());
        Position at = Position.whole(name);
        try {
            if (!Files.isRegularFile(path)) {
                notes.error(
                        at,
                        "no-file",
                        Text.of("没有文件 %s", "There is no file %s", path),
                        Text.of("核对路径", "Check the path"));
                return Optional.empty();
            }
            long size = Files.size(path);
            if (size > LARGEST) {
                notes.error(
                        at,
                        "too-large",
                        Text.of("文件有 %d 字节，最多 %d", "The file has %d bytes; at most %d are read", size, LARGEST),
                        Text.of("只保留需要的操作", "Keep only the operations that are needed"));
                return Optional.empty();
            }
            return decoded(path, Files.readAllBytes(path), notes);
        } catch (IOException unreadable) {
            notes.error(
                    at,
                    "unreadable",
                    Text.of("文件无法读取", "The file cannot be read"),
                    Text.of("核对权限", "Check its permissions"));
            return Optional.empty();
        }
    }

    /** UTF-8 or what an XML prolog says; else GB18030, as departments send it. */
    private static Optional<SourceFile> decoded(Path path, byte[] bytes, Notes notes) {
        Position at = Position.whole(String.valueOf(path.getFileName()));
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE))) {
            return decoded(path, bytes, StandardCharsets.UTF_16, at, notes);
        }
        Matcher prolog = PROLOG.matcher(new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1));
        try {
            Charset charset = prolog.find() ? Charsets.of(prolog.group(1)) : StandardCharsets.UTF_8;
            return Optional.of(file(path, Charsets.decode(bytes, charset)));
        } catch (Malformed | IllegalArgumentException other) {
            return decoded(path, bytes, Charsets.of("GBK"), at, notes);
        }
    }

    private static Optional<SourceFile> decoded(Path path, byte[] bytes, Charset charset, Position at, Notes notes) {
        try {
            return Optional.of(file(path, Charsets.decode(bytes, charset)));
        } catch (Malformed broken) {
            notes.error(
                    at,
                    "charset",
                    Text.of("文件既不是 UTF-8 也不是 GBK 文本", "The file is neither UTF-8 nor GBK text"),
                    Text.of("把文件另存为 UTF-8；二进制文件不能用", "Save it as UTF-8; a binary file is of no use"));
            return Optional.empty();
        }
    }

    private static SourceFile file(Path path, String text) {
        return new SourceFile(path, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }
}
