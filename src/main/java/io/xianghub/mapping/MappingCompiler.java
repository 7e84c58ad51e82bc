package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.SourceText;
import io.xianghub.shared.yaml.Yaml;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Compiles a bundle's {@code mappings/<bundle>/} folder; all that is wrong with it is found at once. */
public final class MappingCompiler {

    private static final String MAPPING = ".map.yaml";
    private static final String DICTIONARY = ".csv";
    private static final String DICTIONARIES = "/dictionaries/";
    private static final String SAMPLES = "/samples/";

    private MappingCompiler() {}

    /** @param files by their paths, {@code mappings/<bundle>/<name>.map.yaml} and {@code …/dictionaries/<name>.csv} */
    public static Mappings compile(SortedMap<String, byte[]> files, Findings findings, Clock clock) {
        Map<String, Dictionary> dictionaries = new HashMap<>();
        Map<String, String> dictionaryFiles = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (!path.contains(SAMPLES) && path.contains(DICTIONARIES) && path.endsWith(DICTIONARY)) {
                String name = fileName(path, DICTIONARY);
                unique(dictionaryFiles, name, Position.whole(path), findings);
                DictionaryReader.read(name, path, bytes, findings)
                        .ifPresent(dictionary -> dictionaries.put(name, dictionary));
            }
        });
        Map<String, Mapping> mappings = new HashMap<>();
        Map<String, String> reversals = new HashMap<>();
        Map<String, String> mappingFiles = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (path.contains(SAMPLES)) {
                return;
            }
            if (path.endsWith(Script.JSLT) || path.endsWith(Script.XSL)) {
                String name = fileName(path, path.endsWith(Script.JSLT) ? Script.JSLT : Script.XSL);
                unique(mappingFiles, name, Position.whole(path), findings);
                SourceText.readUnmarked(path, bytes, findings)
                        .flatMap(text -> ScriptHead.read(path, text, findings)
                                .flatMap(head -> Script.read(head, text, dictionaries, findings)
                                        .map(script -> new Scripted(name, head, script, clock))))
                        .ifPresent(mapping -> mappings.put(name, mapping));
            } else if (path.endsWith(MAPPING)) {
                String name = fileName(path, MAPPING);
                unique(mappingFiles, name, Position.whole(path), findings);
                Yaml.read(path, bytes, findings).ifPresent(root -> {
                    int before = findings.all().size();
                    new MappingReader(name, dictionaries, findings, clock)
                            .mapping(root)
                            .ifPresent(mapping -> mappings.put(name, mapping));
                    if (findings.all().size() == before) { // what is wrong one way need not be told of both
                        Reversal.of(root, findings).ifPresent(back -> {
                            unique(mappingFiles, back.name(), back.at(), findings);
                            reversals.put(back.name(), name);
                            new MappingReader(back.name(), dictionaries, findings, clock)
                                    .mapping(back.root())
                                    .ifPresent(mapping -> mappings.put(back.name(), mapping));
                        });
                    }
                });
            } else if (!path.contains(DICTIONARIES)) {
                findings.warning(
                        Position.whole(path),
                        "mapping.unknown-file",
                        Text.of("不认识的文件", "A file of no known kind"),
                        Text.of("映射以 .map.yaml、.jslt 或 .xsl 结尾", "Mappings end in .map.yaml, .jslt or .xsl"));
            }
        });
        Map<String, List<DictionaryLine>> lines = new HashMap<>();
        dictionaries.forEach((name, dictionary) -> lines.put(name, dictionary.lines()));
        return new Mappings(mappings, reversals, lines);
    }

    /** A name is the file's, whatever folder it lies in, and names that differ in case alone are mistaken for each other. */
    private static void unique(Map<String, String> files, String name, Position at, Findings findings) {
        String earlier = files.putIfAbsent(name.toLowerCase(Locale.ROOT), at.file());
        if (earlier != null) {
            findings.error(
                    at,
                    "mapping.duplicate-name",
                    Text.of("名称 %s 已用于 %s", "The name %s is taken by %s", name, earlier),
                    Text.of("换一个名称", "Choose another name"));
        }
    }

    private static String fileName(String path, String ending) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ending.length());
    }
}
