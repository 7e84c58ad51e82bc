package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what a source is by what stands in it, and reads it. */
final class SourceReader {

    private static final Pattern DDL = Pattern.compile("(?is).*\\bcreate\\s+(?:[a-z]+\\s+){0,3}table\\b.*");
    private static final Pattern PAGE = Pattern.compile("(?is)\\s*(<!--.*?-->\\s*)*+(<!doctype\\s+html|<html[\\s>]).*");

    private SourceReader() {}

    /** The system, or empty and findings. */
    static Optional<LegacySystem> read(Order order, Notes notes) {
        String from = order.source().from();
        if (order.source().isCommand()) {
            return CurlReader.read(from, order, notes);
        }
        Path path;
        try {
            path = Path.of(from);
        } catch (InvalidPathException wrong) {
            notes.error(
                    io.xianghub.shared.yaml.Position.whole("--from"),
                    "no-file",
                    Text.of("不是文件名", "Not a file's name"),
                    Text.of("给出文件或 curl 命令", "Give a file or a curl command"));
            return Optional.empty();
        }
        return SourceFile.read(path, notes).flatMap(file -> read(file, order, notes));
    }

    private static Optional<LegacySystem> read(SourceFile file, Order order, Notes notes) {
        String start = file.text().stripLeading();
        if (start.matches("(?s)curl\\s.*")) {
            return CurlReader.read(start, order, notes);
        }
        if (PAGE.matcher(start).lookingAt()) {
            notes.error(
                    file.at(),
                    "web-page",
                    Text.of("这是网页，不是接口描述", "This is a web page, not a description of an interface"),
                    Text.of(
                            "下载原文件（例如地址加 ?wsdl），可能需要先登录",
                            "Download the file itself (such as …?wsdl); a login may come first"));
            return Optional.empty();
        }
        if (start.startsWith("<")) {
            return XmlSource.read(file, order, notes);
        }
        if (!start.startsWith("{")
                && !start.startsWith("[")
                && DDL.matcher(start).matches()) {
            return DdlReader.read(file, order, notes);
        }
        return SourceTree.read(file, notes).flatMap(tree -> tree(file, tree, order, notes));
    }

    private static Optional<LegacySystem> tree(SourceFile file, YamlNode tree, Order order, Notes notes) {
        if (tree instanceof YamlNode.Mapping mapping
                && (mapping.get("openapi").isPresent() || mapping.get("swagger").isPresent())) {
            return OpenApiReader.read(file, mapping, order.selection(), notes);
        }
        boolean json = file.text().stripLeading().startsWith("{")
                || file.text().stripLeading().startsWith("[");
        if (json) {
            return JsonSampleReader.read(file, tree, order, notes);
        }
        notes.error(
                file.at(),
                "unknown-source",
                Text.of("看不出这是什么文件", "This is none of the kinds of files that are known"),
                Text.of(
                        "可用：OpenAPI、WSDL、JSON 或 XML 样例、建表语句、curl 命令",
                        "Known: OpenAPI, WSDL, a sample in JSON or XML, a table's DDL, a curl command"));
        return Optional.empty();
    }
}
