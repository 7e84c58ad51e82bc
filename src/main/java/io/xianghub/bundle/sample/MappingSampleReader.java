package io.xianghub.bundle.sample;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code mappings/<bundle>/samples/<mapping>/<case>.{in,scope,out}.*}. */
final class MappingSampleReader {

    private static final Pattern FILE = Pattern.compile("([^/]+)/([^/]+?)\\.(in|scope|out)\\.([a-z0-9.]+)");

    private final Mappings mappings;
    private final JsonFiles json;

    MappingSampleReader(Mappings mappings, Findings findings) {
        this.mappings = mappings;
        this.json = new JsonFiles(findings);
    }

    /** The files of one sample, by in, scope and out. */
    private record Parts(Map<String, String> paths, Map<String, byte[]> bytes) {}

    List<MappingSample> read(BundleFiles files) {
        String root = "mappings/" + files.name() + "/samples/";
        Map<String, Parts> all = new TreeMap<>();
        files.mappings().forEach((path, bytes) -> {
            if (path.startsWith(root) && !path.endsWith("/README.md")) {
                place(root, path, bytes, all);
            }
        });
        List<MappingSample> samples = new ArrayList<>();
        all.forEach((name, parts) -> sample(name, parts).ifPresent(samples::add));
        return samples;
    }

    private void place(String root, String path, byte[] bytes, Map<String, Parts> all) {
        Matcher file = FILE.matcher(path.substring(root.length()));
        if (!file.matches()) {
            json.wrong(
                    path,
                    "sample.unknown-file",
                    Text.of("不认识的样例文件", "A sample's file of no known kind"),
                    Text.of(
                            "样例为 samples/<映射>/<用例>.in.*、.scope.json、.out.*",
                            "Samples are samples/<mapping>/<case>.in.*, .scope.json and .out.*"));
            return;
        }
        Parts parts = all.computeIfAbsent(
                file.group(1) + "/" + file.group(2), absent -> new Parts(new TreeMap<>(), new TreeMap<>()));
        if (parts.paths().put(file.group(3), path) != null) {
            json.wrong(
                    path,
                    "sample.twice",
                    Text.of("样例 %s 有两个 %s", "The sample %s has two %s", file.group(2), file.group(3)),
                    Text.of("删除其中一个", "Remove one of them"));
        }
        parts.bytes().put(file.group(3), bytes);
    }

    private Optional<MappingSample> sample(String name, Parts parts) {
        String any = parts.paths().values().iterator().next();
        Optional<Mapping> mapping = mappings.find(name.substring(0, name.indexOf('/')));
        if (mapping.isEmpty()) {
            json.wrong(
                    any,
                    "sample.unknown-mapping",
                    Text.of(
                            "没有映射 %s（已有：%s）",
                            "There is no mapping %s (there are: %s)",
                            name.substring(0, name.indexOf('/')),
                            new TreeSet<>(mappings.names())),
                    Text.of("更正文件夹名", "Correct the folder's name"));
            return Optional.empty();
        }
        byte[] in = parts.bytes().get("in");
        byte[] out = parts.bytes().get("out");
        if (in == null || out == null) {
            json.wrong(
                    any,
                    in == null ? "sample.no-input" : "sample.no-output",
                    Text.of("样例 %s 缺少 .%s.*", "The sample %s lacks its .%s.*", name, in == null ? "in" : "out"),
                    Text.of("补上此文件", "Add the file"));
            return Optional.empty();
        }
        Optional<JsonFiles.Read> input = mapping.get().takesBytes()
                ? Optional.of(new JsonFiles.Read(in))
                : json.tree(parts.paths().getOrDefault("in", any), in);
        Optional<Map<String, @Nullable Object>> scope =
                scope(parts.paths().getOrDefault("scope", ""), parts.bytes().get("scope"));
        Optional<Expected> expected = expected(parts.paths().getOrDefault("out", any), out);
        if (input.isEmpty() || scope.isEmpty() || expected.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MappingSample(mapping.get(), name, input.get().tree(), scope.get(), expected.get()));
    }

    /** The trees set aside that a file holds; none when there is no file. */
    Optional<Map<String, @Nullable Object>> scope(String file, byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.of(Map.of());
        }
        Optional<JsonFiles.Read> read = json.tree(file, bytes);
        if (read.isPresent() && !(read.get().tree() instanceof Map<?, ?>)) {
            json.wrong(
                    file,
                    "sample.scope",
                    Text.of("应为对象：名称 → 树", "It should be an object: name → tree"),
                    Text.of("按此更正", "Correct it so"));
            return Optional.empty();
        }
        return read.map(found -> {
            Map<String, @Nullable Object> scope = new LinkedHashMap<>();
            if (found.tree() instanceof Map<?, ?> trees) {
                trees.forEach((name, tree) -> scope.put(String.valueOf(name), tree));
            }
            return scope;
        });
    }

    private Optional<Expected> expected(String file, byte[] out) {
        if (file.endsWith(".out.problem.json")) {
            return json.problem(file, out).map(problem -> new Expected.Refusal(file, problem));
        }
        return file.endsWith(".out.json")
                ? json.tree(file, out).map(read -> new Expected.Tree(file, read.tree()))
                : Optional.of(new Expected.Bytes(file, out));
    }
}
