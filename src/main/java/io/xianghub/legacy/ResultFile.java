package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the department is told what became of a file.
 *
 * @param name of the result file, made of that of the file
 * @param done suffix of an empty file that says it is complete; null for none
 */
record ResultFile(String directory, String name, @Nullable String done, FileSource.Results content) {

    private static final Set<String> KEYS = Set.of("directory", "name", "done", "mapping", "charset");
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]*)}");

    static ResultFile read(Fields fields, SftpDeclaration.Folders files, Charset charset) {
        fields.only(KEYS);
        String directory = SftpDeclaration.directory(fields, "directory");
        if (List.of(files.directory(), files.archive(), files.rejected()).contains(directory)) {
            fields.wrong(
                    "directory",
                    Text.of(
                            "结果文件需要自己的目录，不能是 %s",
                            "Result files need a folder of their own, which %s is not", directory));
        }
        return new ResultFile(
                directory,
                name(fields),
                fields.text("done").orElse(null),
                new FileSource.Results(
                        fields.text("mapping").orElse(null), fields.has("charset") ? fields.charset() : charset));
    }

    private static String name(Fields fields) {
        String name = fields.text("name").orElse("${name}.result");
        Matcher holes = HOLE.matcher(name);
        boolean known = holes.find();
        holes.reset();
        while (holes.find()) {
            known &= Set.of("name", "base").contains(holes.group(1));
        }
        if (!known || name.contains("/") || name.contains("\\")) {
            fields.wrong(
                    "name",
                    Text.of("name 应含 ${name} 或 ${base}，不含目录", "name must hold ${name} or ${base}, and no folder"));
        }
        return name;
    }

    /** The path of the result of a file. */
    String of(String file) {
        int dot = file.lastIndexOf('.');
        String base = dot <= 0 ? file : file.substring(0, dot);
        return SftpFolder.path(directory, name.replace("${base}", base).replace("${name}", file));
    }
}
