package io.xianghub.mapping;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mappings made of texts, and what must be true of everything that they make. */
final class Fuzzed {

    static final String FILE = "mappings/fuzzed/one.map.yaml";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T01:30:15Z"), ZoneOffset.UTC);

    private static final String DICTIONARY =
            """
            code,standard,label,valid_from,valid_to
            1,ONE,一,,
            2,TWO,二,2020-01-01,2020-12-31
            2,ZWEI,"二, 又",2021-01-01,
            *,OTHER,其他,,
            """;

    private Fuzzed() {}

    static Mappings compile(byte[] yaml, Findings findings) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(FILE, yaml);
        files.put("mappings/fuzzed/dictionaries/kind.csv", DICTIONARY.getBytes(StandardCharsets.UTF_8));
        return MappingCompiler.compile(files, findings, CLOCK);
    }

    static Mapping sound(String yaml) {
        Findings findings = new Findings();
        Mappings mappings = compile(yaml.getBytes(StandardCharsets.UTF_8), findings);
        if (findings.hasErrors()) {
            throw new IllegalStateException(findings.all().toString());
        }
        return mappings.find("one").orElseThrow();
    }

    /** What it makes, made twice the same. */
    static @Nullable Object applied(Mapping mapping, @Nullable Object input, Map<String, Object> scope) {
        Object made = mapping.apply(input, scope);
        Oracle.same(made, mapping.apply(input, scope), "the same input gives another result");
        return made;
    }

    /** What it makes can be read by who understands the target's format. */
    static void written(Target target, @Nullable Object made) throws Malformed {
        if (!(made instanceof byte[] bytes)) {
            Oracle.require(target.format() == Target.Format.RECORD, "no bytes were written");
            return;
        }
        Charset charset = target.charset();
        switch (target.format()) {
            case JSON -> Json.parse(bytes, charset);
            case XML -> Xml.parse(bytes, charset);
            case FORM -> {
                if (bytes.length > 0) {
                    Form.parse(bytes, charset);
                }
            }
            case DELIMITED, FIXED ->
                Oracle.require(bytes.length == 0 || bytes[bytes.length - 1] == '\n', "the last line does not end");
            case RECORD -> throw new AssertionError("a tree was expected");
        }
    }

    /** A script writes what it says. */
    static Target target(Mapping mapping) {
        return mapping instanceof CompiledMapping compiled
                ? compiled.target()
                : new Target(Target.Format.RECORD, StandardCharsets.UTF_8, null, "root", true);
    }

    static final List<Object> TREES = trees(
            "null",
            "[]",
            "{}",
            "\"\"",
            "1e400",
            "{\"a\":\"1\",\"b\":[{\"a\":1},{\"a\":null,\"b\":\"x\"}],\"c\":{\"a\":12.5,\"b\":true}}",
            "{\"a\":[\"1\",\"2\",[]],\"b\":{\"b\":{\"b\":\"2026-02-29\"}},\"c\":\"430181\"}",
            "[{\"a\":\"１２３．４５\"},{\"a\":\"20260601\",\"b\":\"测试甲\"},{\"a\":-0.000,\"b\":9223372036854775808}]",
            "{\"a\":\"99991231\",\"b\":\"0000-00-00\",\"c\":\"\\ud83d\\ude00\\udc00\"}");

    private static List<Object> trees(String... json) {
        return Arrays.stream(json).map(Fuzzed::tree).toList();
    }

    private static Object tree(String json) {
        try {
            Object tree = Json.parse(json);
            return tree == null ? Map.of() : tree;
        } catch (Malformed impossible) {
            throw new IllegalStateException(json, impossible);
        }
    }
}
