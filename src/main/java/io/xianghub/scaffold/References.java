package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows {@code $ref} inside a document and into files beside or below it; nothing is ever fetched from elsewhere. */
final class References {

    private static final int MOST_HOPS = 50;
    private static final Text NOT_FOLLOWED_REMEDY = Text.of(
            "把被引用的文件放在文档同一目录并改用相对路径", "Put the referenced file beside the document and refer to it by a relative path");

    private final Path folder;
    private final Notes notes;
    private final Map<String, YamlNode> documents = new HashMap<>();
    private final Map<String, Path> paths = new HashMap<>();

    References(SourceFile file, YamlNode root, Notes notes) {
        this.folder = Optional.ofNullable(
                        file.path().toAbsolutePath().normalize().getParent())
                .orElse(Path.of("/"));
        this.notes = notes;
        documents.put(file.name(), root);
        paths.put(file.name(), file.path().toAbsolutePath().normalize());
    }

    /** The node itself, or what it refers to in the end; empty, and a finding, when that is not there. */
    Optional<YamlNode> resolve(YamlNode node) {
        YamlNode here = node;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            String reference = reference(here);
            if (reference == null) {
                return Optional.of(here);
            }
            Optional<YamlNode> next = follow(reference, here.at());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get();
        }
        notes.warning(
                node.at(),
                "reference-cycle",
                Text.of("引用 %s 绕回自己", "The reference %s leads back to itself", String.valueOf(reference(node))),
                Text.of("更正引用；此处按任意结构处理", "Correct it; any structure is taken here"));
        return Optional.empty();
    }

    Optional<YamlNode.Mapping> mapping(YamlNode node) {
        return resolve(node)
                .flatMap(found -> found instanceof YamlNode.Mapping mapping ? Optional.of(mapping) : Optional.empty());
    }

    static @Nullable String reference(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.get("$ref").flatMap(YamlNode::asText).orElse(null)
                : null;
    }

    private Optional<YamlNode> follow(String reference, Position at) {
        int hash = reference.indexOf('#');
        String file = hash < 0 ? reference : reference.substring(0, hash);
        String pointer = hash < 0 ? "" : reference.substring(hash + 1);
        Optional<YamlNode> document = file.isEmpty() ? Optional.ofNullable(documents.get(at.file())) : load(file, at);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        Optional<YamlNode> found = point(document.get(), pointer);
        if (found.isEmpty()) {
            notes.warning(
                    at,
                    "reference-missing",
                    Text.of("引用 %s 指向不存在的位置", "The reference %s points at nothing", reference),
                    Text.of("更正引用；此处按任意结构处理", "Correct it; any structure is taken here"));
        }
        return found;
    }

    private Optional<YamlNode> load(String file, Position at) {
        if (file.matches("(?i)[a-z][a-z0-9+.-]+:.*") || file.startsWith("//")) {
            notes.warning(
                    at,
                    "remote-reference",
                    Text.of("没有跟随远程引用 %s", "The remote reference %s was not followed", file),
                    NOT_FOLLOWED_REMEDY);
            return Optional.empty();
        }
        Path from = paths.getOrDefault(at.file(), folder);
        Path path = Optional.ofNullable(from.getParent())
                .orElse(folder)
                .resolve(decoded(file))
                .normalize();
        if (!path.startsWith(folder)) {
            notes.warning(
                    at,
                    "reference-outside",
                    Text.of(
                            "没有跟随目录之外的引用 %s",
                            "The reference %s leads out of the document's folder and was not followed", file),
                    NOT_FOLLOWED_REMEDY);
            return Optional.empty();
        }
        String label = folder.relativize(path).toString().replace('\\', '/');
        YamlNode known = documents.get(label);
        if (known != null) {
            return Optional.of(known);
        }
        if (!java.nio.file.Files.isRegularFile(path)) {
            notes.warning(
                    at,
                    "reference-missing",
                    Text.of("引用的文件 %s 不存在", "The referenced file %s is not there", label),
                    NOT_FOLLOWED_REMEDY);
            return Optional.empty();
        }
        Optional<YamlNode> read = SourceFile.read(path, notes)
                .flatMap(source -> SourceTree.read(new SourceFile(Path.of(label), source.text()), label, notes));
        read.ifPresent(root -> {
            documents.put(label, root);
            paths.put(label, path);
        });
        return read;
    }

    private static Optional<YamlNode> point(YamlNode root, String pointer) {
        YamlNode here = root;
        if (pointer.isEmpty() || pointer.equals("/")) {
            return Optional.of(here);
        }
        if (!pointer.startsWith("/")) {
            return Optional.empty();
        }
        for (String step : pointer.substring(1).split("/", -1)) {
            String key = decoded(step).replace("~1", "/").replace("~0", "~");
            YamlNode next = null;
            if (here instanceof YamlNode.Mapping mapping) {
                next = mapping.get(key).orElse(null);
            } else if (here instanceof YamlNode.Sequence list
                    && key.matches("[0-9]{1,6}")
                    && Integer.parseInt(key) < list.items().size()) {
                next = list.items().get(Integer.parseInt(key));
            }
            if (next == null) {
                return Optional.empty();
            }
            here = next;
        }
        return Optional.of(here);
    }

    private static String decoded(String step) {
        try {
            return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asWritten) {
            return step;
        }
    }
}
