package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Compiles a bundle's {@code mappings/<bundle>/} folder; all that is wrong with it is found at once. */
public final class MappingCompiler {

    private static final String MAPPING = ".map.yaml";
    private static final String DICTIONARY = ".csv";

    private MappingCompiler() {}

    /** @param files by their paths, {@code mappings/<bundle>/<name>.map.yaml} and {@code …/dictionaries/<name>.csv} */
    public static Mappings compile(SortedMap<String, byte[]> files, Findings findings, Clock clock) {
        Map<String, Dictionary> dictionaries = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (path.contains("/dictionaries/") && path.endsWith(DICTIONARY)) {
                String name = fileName(path, DICTIONARY);
                DictionaryReader.read(name, path, bytes, findings)
                        .ifPresent(dictionary -> dictionaries.put(name, dictionary));
            }
        });
        Map<String, Mapping> mappings = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (path.endsWith(MAPPING)) {
                String name = fileName(path, MAPPING);
                Yaml.read(path, bytes, findings)
                        .flatMap(root -> new MappingReader(name, dictionaries, findings, clock).mapping(root))
                        .ifPresent(mapping -> mappings.put(name, mapping));
            } else if (!path.contains("/dictionaries/") && !path.contains("/samples/")) {
                findings.warning(
                        Position.whole(path),
                        "mapping.unknown-file",
                        Text.of("不认识的文件", "A file of no known kind"),
                        Text.of("映射以 .map.yaml 结尾", "Mappings end in .map.yaml"));
            }
        });
        Map<String, Set<String>> codes = new HashMap<>();
        dictionaries.forEach(
                (name, dictionary) -> codes.put(name, dictionary.entries().keySet()));
        return new Mappings(mappings, codes);
    }

    private static String fileName(String path, String ending) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ending.length());
    }
}
