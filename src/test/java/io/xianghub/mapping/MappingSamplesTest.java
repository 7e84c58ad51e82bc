package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sample under {@code mappings/<bundle>/samples} is a test, and every mapping has at least one. */
class MappingSamplesTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-06-01T04:00:00Z"), ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> everyMappingTurnsItsSamplesIntoWhatTheySay() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> bundles = Files.list(Path.of("mappings"))) {
            for (Path bundle : bundles.sorted().toList()) {
                Findings findings = new Findings();
                Mappings mappings = MappingCompiler.compile(files(bundle), findings, NOW);
                assertThat(findings.all()).as("findings of %s", bundle).isEmpty();
                for (String name : mappings.names()) {
                    List<Path> inputs = inputs(bundle.resolve("samples").resolve(name));
                    tests.add(DynamicTest.dynamicTest(
                            bundle.getFileName() + "/" + name + " has samples",
                            () -> assertThat(inputs).isNotEmpty()));
                    for (Path input : inputs) {
                        tests.add(DynamicTest.dynamicTest(
                                Path.of("mappings").relativize(input).toString(),
                                () -> check(mappings.find(name).orElseThrow(), input)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static void check(Mapping mapping, Path input) throws IOException, Malformed {
        String file = input.getFileName().toString();
        String sample = file.substring(0, file.indexOf(".in."));
        Path scopeFile = input.resolveSibling(sample + ".scope.json");
        Map<String, Object> scope = new LinkedHashMap<>();
        if (Files.exists(scopeFile)) {
            ((Map<?, ?>) Json.parse(Files.readAllBytes(scopeFile)))
                    .forEach((name, tree) -> scope.put((String) name, tree));
        }
        byte[] bytes = Files.readAllBytes(input);
        boolean record =
                mapping instanceof CompiledMapping compiled && compiled.source().format() == Source.Format.RECORD;

        Object mapped = mapping.apply(record ? Json.parse(bytes) : bytes, scope);

        Path text = input.resolveSibling(sample + ".out.txt");
        if (mapped instanceof byte[] wire && Files.exists(text)) {
            assertThat(wire).isEqualTo(Files.readAllBytes(text));
            return;
        }
        Object expected = Json.parse(Files.readAllBytes(input.resolveSibling(sample + ".out.json")));
        assertThat(normal(mapped)).isEqualTo(normal(expected));
    }

    /** Numbers that are equal compare equal, however they were written. */
    private static Object normal(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> normal = new LinkedHashMap<>();
            map.forEach((key, value) -> normal.put(key, normal(value)));
            return normal;
        }
        if (tree instanceof List<?> list) {
            return list.stream().map(MappingSamplesTest::normal).toList();
        }
        return tree instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : tree;
    }

    private static List<Path> inputs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".in."))
                    .sorted()
                    .toList();
        }
    }

    private static SortedMap<String, byte[]> files(Path bundle) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(bundle)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path.toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
