package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Files on a department's SFTP server. */
record SftpDeclaration(Charset charset, Map<String, Source> sources) implements Declaration {

    private static final Set<String> SOURCE_KEYS =
            Set.of("directory", "pattern", "done", "archive", "rejected", "every", "max-size", "results");

    /**
     * @param done suffix of the file that says another one is complete; null: complete when it has not changed between two looks
     * @param results null when the department is not told
     */
    record Source(
            Folders folders, PathMatcher pattern, @Nullable String done, Bounds bounds, @Nullable ResultFile results) {}

    /** Where files wait, and where they go. */
    record Folders(String directory, String archive, String rejected) {}

    /** @param maxSize bytes of the largest file */
    record Bounds(Duration every, long maxSize) {}

    @Override
    public Style style() {
        return Style.SFTP;
    }

    static SftpDeclaration read(Fields fields) {
        fields.only(Set.of("style", "charset", "sources"));
        if (fields.mapping("sources").isEmpty()) {
            fields.required("sources");
        }
        Charset charset = fields.charset();
        return new SftpDeclaration(charset, fields.each("sources", source -> source(source, charset)));
    }

    private static Source source(Fields fields, Charset charset) {
        fields.only(SOURCE_KEYS);
        Duration every = fields.duration("every", Duration.ofSeconds(10));
        if (every.compareTo(Duration.ofMillis(100)) < 0) {
            fields.wrong("every", Text.of("every 至少为 100ms", "every must be 100ms at least"));
        }
        Folders folders = new Folders(
                directory(fields, "directory"), directory(fields, "archive"), directory(fields, "rejected"));
        return new Source(
                folders,
                pattern(fields),
                fields.text("done").orElse(null),
                new Bounds(every, fields.size("max-size", DataSize.ofMegabytes(20))),
                fields.has("results") ? ResultFile.read(fields.mapping("results"), folders, charset) : null);
    }

    static String directory(Fields fields, String key) {
        Optional<String> directory = fields.required(key);
        if (directory.isPresent()
                && (!directory.get().startsWith("/") || directory.get().contains(".."))) {
            fields.wrong(key, Text.of("%s 应为绝对路径，不含 ..", "%s must be an absolute path without ..", key));
        }
        return directory
                .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .orElse("");
    }

    private static PathMatcher pattern(Fields fields) {
        String glob = fields.required("pattern").orElse("*");
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (IllegalArgumentException notAGlob) {
            fields.wrong("pattern", Text.of("%s 不是文件名通配式", "%s is not a glob", glob));
            return path -> false;
        }
    }
}
