package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** XML files that import each other: read once, from the folder of the first one and below, never from elsewhere. */
final class XmlFiles {

    private final Path folder;
    private final Notes notes;
    private final Map<Path, XmlNode> read = new HashMap<>();

    XmlFiles(SourceFile first, Notes notes) {
        this.folder = Optional.ofNullable(
                        first.path().toAbsolutePath().normalize().getParent())
                .orElse(Path.of("/"));
        this.notes = notes;
    }

    /** A file that was found, and where it lies. */
    record Found(Path path, XmlNode root) {}

    Path folder() {
        return folder;
    }

    /** The file at a location relative to another file; empty, and a warning, when it is not followed. */
    Optional<Found> follow(String location, Path from, Position at) {
        if (location.matches("(?i)[a-z][a-z0-9+.-]+:.*") || location.startsWith("//")) {
            notes.warning(
                    at,
                    "remote-import",
                    Text.of("没有跟随远程导入 %s", "The remote import %s was not followed", location),
                    Text.of("把该文件放在同一目录并改 schemaLocation", "Put the file beside this one and change the location"));
            return Optional.empty();
        }
        Path path = Optional.ofNullable(from.getParent())
                .orElse(folder)
                .resolve(location)
                .normalize();
        if (!path.startsWith(folder)) {
            notes.warning(
                    at,
                    "import-outside",
                    Text.of("没有跟随目录之外的导入 %s", "The import %s leads out of the folder and was not followed", location),
                    Text.of("把该文件放在同一目录或其下", "Put the file into the same folder or below"));
            return Optional.empty();
        }
        XmlNode known = read.get(path);
        if (known != null) {
            return Optional.of(new Found(path, known));
        }
        if (!Files.isRegularFile(path)) {
            notes.warning(
                    at,
                    "import-missing",
                    Text.of("导入的文件 %s 不存在", "The imported file %s is not there", location),
                    Text.of("把该文件放到所写的位置", "Put it where the location says"));
            return Optional.empty();
        }
        return SourceFile.read(path, notes)
                .filter(file -> withoutDoctype(file.text(), path))
                .flatMap(file ->
                        XmlNode.read(file.text(), folder.relativize(path).toString(), notes))
                .map(root -> {
                    read.put(path, root);
                    return new Found(path, root);
                });
    }

    /** Schemas of the W3C have a DTD: the names that they define are then taken as any structure. */
    private boolean withoutDoctype(String text, Path path) {
        Optional<Position> doctype =
                XmlNode.doctype(text, folder.relativize(path).toString());
        doctype.ifPresent(at -> notes.warning(
                at,
                "import-doctype",
                Text.of("导入的文件含有 DTD，没有读取", "The imported file has a DTD and was not read"),
                Text.of("去掉 DOCTYPE；其中的类型按任意结构处理", "Remove the DOCTYPE; its types are taken as any structure")));
        return doctype.isEmpty();
    }
}
