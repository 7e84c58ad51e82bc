package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schemas of map.yaml and bundle.yaml, held against the readers: a reader that is given {@code zzz} names all that it
 * knows there, and the schema must know the same.
 */
class SchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LIST = Pattern.compile(
            "(?:Known keys:|Known:|known:|Keys that may stand here:|must be one of|Use one of:) \\[?([^\\]]*)]?");
    private static final String FIELDS_OF = "fields: { a: { from: a } }";
    private static final String FIELDS = FIELDS_OF + "\n";
    private static final String KINDS = "code,standard,label,valid_from,valid_to\n1,one,One,,\n";

    /**
     * A document with {@code zzz} in one place.
     *
     * @param pointer where the schema says what may stand there
     * @param besides what the reader knows and names elsewhere
     */
    record Probe(String schema, String pointer, String yaml, List<String> besides) {

        Probe besides(String... keys) {
            return new Probe(schema, pointer, yaml, List.of(keys));
        }

        @Override
        public String toString() {
            return schema + " " + pointer;
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theSchemaHasTheKeysOfTheReader(Probe probe) throws IOException, Malformed {
        assertThat(members(probe, "properties"))
                .as("properties of %s in src/main/resources/schema/%s.schema.json", probe.pointer(), probe.schema())
                .containsExactlyInAnyOrderElementsOf(known(probe));
    }

    static Stream<Probe> keys() {
        return Stream.of(
                map("", "source: { format: record }\nzzz: 1\n" + FIELDS),
                map("/properties/source", "source: { zzz: 1 }\n" + FIELDS),
                map("/properties/target", "source: { format: record }\ntarget: { zzz: 1 }\n" + FIELDS),
                map(
                        "/definitions/inside",
                        "source: { format: json }\ninside: { path: a, format: json, zzz: 1 }\n" + FIELDS),
                map(
                        "/definitions/summary",
                        "source: { format: delimited, columns: [a], head: { columns: [b], zzz: 1 } }\n" + FIELDS),
                map(
                        "/definitions/condition",
                        "source: { format: record }\neach: .\nwhere: { path: a, zzz: 1 }\n" + FIELDS),
                map("/definitions/field", field("from: a, zzz: 1")),
                map("/definitions/reverse", "reverse: { name: b, zzz: 1 }\nsource: { format: record }\n" + FIELDS),
                map("/definitions/lookup", field("lookup: { zzz: 1, in: b, where: b, equals: a, take: b }")),
                map("/definitions/as", field("as: { format: json, zzz: 1 }, fields: { b: { from: b } }")),
                map("/definitions/branch", "source: { format: record }\ntargets: [ { zzz: 1, " + FIELDS_OF + " } ]\n"),
                map(
                        "/definitions/cell",
                        "source: { format: record }\ntarget: { format: fixed, columns: { a: { width: 1, zzz: 1 } } }\n"
                                + FIELDS),
                map(
                        "/definitions/written-head",
                        "source: {}\ntarget: { format: delimited, columns: [a], head: { columns: [b], zzz: 1 } }\n"
                                + FIELDS),
                map("/definitions/dictionary", field("from: a, dictionary: { name: kinds, zzz: 1 }")),
                bundle("", "zzz: 1\n"),
                bundle("/properties/facades/additionalProperties", "facades: { a: { zzz: 1 } }\n"),
                bundle("/properties/messages/additionalProperties", "messages: { a: { zzz: 1 } }\n"),
                bundle("/definitions/scheme", "facades: { a: { authentication: { zzz: 1 } } }\n"),
                bundle("/definitions/scheme/properties/as", "facades: { a: { authentication: { as: { zzz: 1 } } } }\n"),
                bundle(
                        "/definitions/scheme/properties/sorted",
                        "facades: { a: { authentication: { string: '${sorted}', sorted: { zzz: 1 } } } }\n"),
                bundle(
                        "/definitions/scheme/properties/puts",
                        "facades: { a: { authentication: { puts: { zzz: 1 } } } }\n"),
                bundle(
                        "/definitions/vouchers",
                        "facades: { a: { authentication: { style: voucher, assumed: true, zzz: 1 } } }\n"),
                connection(
                        "/definitions/voucher",
                        "style: http-xml, root: MOF, signing: { style: voucher, assumed: true, zzz: 1 },"
                                + " operations: { send: { path: /send } }"),
                connection("/definitions/http-json", "style: http-json, zzz: 1"),
                connection("/definitions/http-form", "style: http-form, zzz: 1"),
                connection("/definitions/http-xml", "style: http-xml, zzz: 1"),
                connection("/definitions/soap", "style: soap, zzz: 1"),
                connection("/definitions/frame", "style: frame, zzz: 1"),
                connection("/definitions/frame/properties/frame", frame("frame: { zzz: 1 }")),
                connection(
                        "/definitions/frame/properties/sources/additionalProperties",
                        frame("sources: { a: { zzz: 1 } }")),
                connection("/definitions/sftp", "style: sftp, zzz: 1"),
                connection(
                        "/definitions/sftp/properties/sources/additionalProperties",
                        "style: sftp, sources: { a: { zzz: 1 } }"),
                connection(
                        "/definitions/sftp/properties/sources/additionalProperties/properties/results",
                        "style: sftp, sources: { a: { results: { zzz: 1 } } }"),
                connection("/definitions/sql", "style: sql, zzz: 1"),
                connection(
                        "/definitions/sql/properties/operations/additionalProperties",
                        "style: sql, operations: { a: { zzz: 1 } }"),
                connection("/definitions/table-by-time", "style: sql, sources: { a: { zzz: 1 } }"),
                connection("/definitions/table-by-flag", "style: sql, sources: { a: { flag: f, zzz: 1 } }"),
                connection("/definitions/success", http("success: { path: a, zzz: 1 }"))
                        .besides("all", "any"),
                connection("/definitions/failure", http("failure: { zzz: 1 }")),
                connection("/definitions/output", http("output: { zzz: 1 }")),
                connection("/definitions/unwrap", http("unwrap: { zzz: 1 }")),
                connection("/definitions/probe", http("probe: { operation: a, zzz: 1 }")),
                connection(
                        "/definitions/paging",
                        "style: http-json, operations: { a: { path: /a, paging: { rows: 10, items: i, total: t, zzz: 1"
                                + " } } }"),
                connection("/definitions/cipher", http("cipher: { zzz: 1 }")),
                connection("/definitions/token", http("token: { zzz: 1 }")),
                connection("/definitions/token/properties/puts", http("token: { puts: { zzz: 1 } }")));
    }

    @ParameterizedTest
    @MethodSource("words")
    void theSchemaHasTheWordsOfTheReader(Probe probe) throws IOException, Malformed {
        assertThat(members(probe, "enum"))
                .as("enum of %s in src/main/resources/schema/%s.schema.json", probe.pointer(), probe.schema())
                .containsExactlyInAnyOrderElementsOf(known(probe));
    }

    static Stream<Probe> words() {
        List<Probe> probes = new ArrayList<>();
        for (String key : List.of("type", "mask", "sensitivity", "fold", "endless", "unit", "grouping", "old")) {
            probes.add(map("/definitions/field/properties/" + key, field("from: a, each: b, " + key + ": zzz")));
        }
        probes.add(map("/definitions/field/properties/apply/anyOf/0", field("from: a, apply: zzz")));
        for (String key : List.of("gives", "unmapped", "ambiguous")) {
            probes.add(map(
                    "/definitions/dictionary/properties/" + key,
                    field("from: a, dictionary: { name: kinds, reverse: true, " + key + ": zzz }")));
        }
        probes.add(map("/properties/source/properties/format", "source: { format: zzz }\n" + FIELDS));
        probes.add(map(
                "/properties/source/properties/width",
                "source: { format: fixed, columns: { a: 1 }, width: zzz }\n" + FIELDS));
        probes.add(map(
                "/definitions/inside/properties/encoding",
                "source: { format: json }\ninside: { path: a, format: json, encoding: zzz }\n" + FIELDS));
        probes.add(map("/properties/target/properties/format", "source: {}\ntarget: { format: zzz }\n" + FIELDS));
        probes.add(map("/properties/target/properties/writes", "source: {}\ntarget: { writes: zzz }\n" + FIELDS));
        probes.add(map(
                "/properties/target/properties/width",
                "source: {}\ntarget: { format: fixed, columns: { a: 1 }, width: zzz }\n" + FIELDS));
        probes.add(map(
                "/definitions/cell/properties/align",
                "source: {}\ntarget: { format: fixed, columns: { a: { width: 1, align: zzz } } }\n" + FIELDS));
        probes.add(map(
                "/definitions/as/properties/encoding",
                field("as: { format: json, encoding: zzz }, fields: { b: { from: b } }")));
        probes.add(map(
                "/definitions/lookup/properties/ambiguous",
                field("lookup: { in: b, where: b, equals: a, take: b, ambiguous: zzz }")));
        probes.add(connection("/definitions/connection/properties/style", "style: zzz"));
        for (String key : List.of("algorithm", "timestamp", "as/encoding", "as/case", "as/form", "sorted/empty")) {
            String[] parts = key.split("/", 2);
            probes.add(bundle(
                    "/definitions/scheme/properties/" + key.replace("/", "/properties/"),
                    "facades: { a: { authentication: { string: '${sorted}', "
                            + (parts.length == 1 ? key + ": zzz" : parts[0] + ": { " + parts[1] + ": zzz }")
                            + " } } }\n"));
        }
        for (String key : List.of("envelope", "mode", "encoding", "form")) {
            probes.add(connection("/definitions/cipher/properties/" + key, http("cipher: { " + key + ": zzz }")));
        }
        for (String key : List.of("json-in-string", "xml-in-string")) {
            probes.add(connection("/definitions/output/properties/" + key, http("output: { " + key + ": zzz }")));
        }
        probes.add(connection("/definitions/unwrap/properties/format", http("unwrap: { format: zzz }")));
        probes.add(connection("/definitions/token/properties/method", http("token: { method: zzz }")));
        for (String style : List.of("http-json", "http-form", "http-xml", "soap")) {
            List<String> keys = new ArrayList<>(List.of("header-charset", "beyond-charset"));
            keys.addAll(style.equals("http-json") || style.equals("http-form") ? List.of("answer") : List.of("prolog"));
            for (String key : keys) {
                probes.add(connection("/definitions/" + style + "/properties/" + key, http(style, key + ": zzz")));
            }
        }
        for (String key : List.of("fields", "prolog", "beyond-charset")) {
            probes.add(connection("/definitions/frame/properties/" + key, frame(key + ": zzz")));
        }
        probes.add(connection(
                "/definitions/http-json/properties/operations/additionalProperties/properties/method",
                "style: http-json, operations: { a: { path: /a, method: zzz } }"));
        probes.add(connection(
                "/definitions/sql/properties/operations/additionalProperties/properties/rows",
                "style: sql, operations: { a: { query: select 1, rows: zzz } }"));
        return probes.stream();
    }

    @Test
    void everyFileOfTheTreeIsWhatItsSchemaSays() throws IOException {
        assertThat(wrong("map", files("mappings", ".map.yaml"))).isEmpty();
        assertThat(wrong("bundle", files("routes", "bundle.yaml"))).isEmpty();
    }

    @Test
    void aMistakeThatTheReaderFindsIsOneForTheEditorToo() throws IOException {
        String map = Files.readString(Path.of("mappings/medical-insurance/person-answer.map.yaml"));
        String bundle = Files.readString(Path.of("routes/medical-insurance/bundle.yaml"));
        for (String[] mistake : new String[][] {
            {"map", map, "mask: name", "masc: name"},
            {"map", map, "mask: name", "mask: nam"},
            {"map", map, "required: true", "required: perhaps"},
            {"map", map, "source: { format: record }", "sources: { format: record }"},
            {"map", map, "from: insutype", "from: insutype, value: 1"},
            {"bundle", bundle, "style: http-json", "style: http-jason"},
            {"bundle", bundle, "infcode, equals", "infcode, equal"},
            {"bundle", bundle, "json-in-string: accepted", "json-in-string: yes"},
            {"bundle", bundle, "method: POST", "method: SEND"},
            {"bundle", bundle, "version: 1.0.0", "version: one"}
        }) {
            assertThat(mistake[1]).contains(mistake[2]);
            String text = mistake[1].replace(mistake[2], mistake[3]);
            assertThat(errors(mistake[0], "changed.yaml", text)).as(mistake[3]).isNotEmpty();
            Findings findings = new Findings();
            check(mistake[0], text, findings);
            assertThat(findings.hasErrors()).as(mistake[3]).isTrue();
        }
    }

    private static String field(String keys) {
        return "source: { format: record }\nfields: { a: { " + keys + " } }\n";
    }

    private static String http(String keys) {
        return http("http-json", keys);
    }

    private static String http(String style, String keys) {
        String more = style.equals("http-xml") ? ", root: R" : style.equals("soap") ? ", namespace: 'urn:a'" : "";
        String form = style.equals("soap") ? ", element: E" : "";
        return "style: " + style + ", charset: GBK" + more + ", " + keys + ", operations: { a: { path: /a" + form
                + " } }";
    }

    private static String frame(String keys) {
        return "style: frame, charset: GBK, root: R, " + keys + ", operations: { a: { tx: A } }";
    }

    private static Probe map(String pointer, String yaml) {
        return new Probe("map", pointer, yaml, List.of());
    }

    private static Probe bundle(String pointer, String yaml) {
        return new Probe(
                "bundle",
                pointer,
                "bundle: small\n"
                        + "version: 1.0.0\n"
                        + "title: { zh: 小, en: Small }\n"
                        + "department: 11430000MBHUB005XB\n"
                        + "app: small\n"
                        + yaml,
                List.of());
    }

    private static Probe connection(String pointer, String keys) {
        return bundle(pointer, "connections: { c: { " + keys + " } }\n");
    }

    /** What the reader says that it knows where {@code zzz} stands. */
    private static Set<String> known(Probe probe) {
        Findings findings = new Findings();
        check(probe.schema(), probe.yaml(), findings);
        List<Finding> about = findings.all().stream()
                .filter(finding -> (finding.message().en() + finding.remedy().en()).contains("zzz")
                        || LIST.matcher(finding.message().en()).find())
                .toList();
        for (Finding finding : about) {
            for (String text : List.of(finding.message().en(), finding.remedy().en())) {
                Matcher list = LIST.matcher(text);
                if (list.find()) {
                    return Stream.concat(Arrays.stream(list.group(1).split(",")), probe.besides().stream())
                            .map(String::strip)
                            .collect(Collectors.toCollection(TreeSet::new));
                }
            }
        }
        throw new AssertionError("The reader does not say what it knows: " + findings.all());
    }

    private static void check(String schema, String yaml, Findings findings) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        String bundle = schema.equals("bundle") ? yaml : bundle("", "").yaml();
        files.put("routes/small/bundle.yaml", bundle.getBytes(StandardCharsets.UTF_8));
        if (schema.equals("map")) {
            files.put("mappings/small/a.map.yaml", yaml.getBytes(StandardCharsets.UTF_8));
            files.put("mappings/small/dictionaries/kinds.csv", KINDS.getBytes(StandardCharsets.UTF_8));
        }
        BundleCheck.check(new BundleFiles(new BundleName("small"), files), findings, Clock.systemUTC());
    }

    private static Set<String> members(Probe probe, String keyword) throws IOException, Malformed {
        Object here = Json.parse(text(probe.schema()));
        for (String step : probe.pointer().isEmpty()
                ? new String[0]
                : probe.pointer().substring(1).split("/", -1)) {
            here = here instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) here).get(step);
            assertThat(here).as("%s of %s", step, probe).isNotNull();
        }
        Object found = ((Map<?, ?>) here).get(keyword);
        assertThat(found).as("%s of %s", keyword, probe).isNotNull();
        return (found instanceof Map<?, ?> map ? map.keySet() : (List<?>) found)
                .stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            List<Path> files =
                    all.filter(path -> path.toString().endsWith(ending)).toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    private static List<String> wrong(String schema, List<Path> files) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            wrong.addAll(errors(schema, file.toString(), Files.readString(file)));
        }
        return wrong;
    }

    private static List<String> errors(String schema, String file, String yaml) throws IOException {
        Findings findings = new Findings();
        Object tree = Yaml.read(file, yaml.getBytes(StandardCharsets.UTF_8), findings)
                .orElseThrow()
                .plain();
        Schema compiled =
                SchemaRegistry.withDialect(Dialects.getDraft7(), builder -> {}).getSchema(text(schema));
        return compiled.validate(JSON.<JsonNode>valueToTree(tree)).stream()
                .map(error -> file + " " + error)
                .toList();
    }

    private static String text(String schema) throws IOException {
        try (InputStream in = SchemaTest.class.getResourceAsStream("/schema/" + schema + ".schema.json")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
