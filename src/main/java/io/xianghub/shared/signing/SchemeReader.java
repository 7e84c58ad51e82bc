package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.shangmi.Sm2;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a scheme; what is wrong becomes a finding with its place. */
final class SchemeReader {

    private static final Text REMEDY =
            Text.of("按 docs/reference/connections.md 修正此处", "Mend it as docs/reference/connections.md describes");
    static final String OWN = "own";

    private final Findings findings;
    private boolean wrong;

    private SchemeReader(Findings findings) {
        this.findings = findings;
    }

    static Optional<SigningScheme> read(YamlNode node, Findings findings) {
        String name = node.asText().orElse(null);
        if (name == null) {
            Optional<SigningScheme> own = read(OWN, node, findings);
            if (own.isPresent()
                    && node instanceof YamlNode.Mapping mapping
                    && mapping.get("assumed")
                            .flatMap(YamlNode::asText)
                            .filter("true"::equals)
                            .isPresent()) {
                assumed(node, findings);
            }
            return own;
        }
        Optional<SigningScheme> preset = Presets.find(name);
        if (preset.isEmpty()) {
            findings.error(
                    node.at(),
                    "signing.unknown-scheme",
                    Text.of("没有签名方式 %s", "No signature scheme is named %s", name),
                    Text.of("可用：%s，或写出自己的方式", "Use one of %s, or write out your own", Presets.names()));
        } else if (Presets.isAssumed(name)) {
            assumed(node, findings);
        }
        return preset;
    }

    private static void assumed(YamlNode node, Findings findings) {
        findings.warning(
                node.at(),
                "signing.assumed",
                Text.of("签名方式的细节未见于公开文件，为假定", "The details of this signature are assumed: no public document has them"),
                Text.of("与对方联调核实，再改写为自己的方式", "Check it with the other end, then write it out as your own scheme"));
    }

    static Optional<SigningScheme> read(String name, YamlNode node, Findings findings) {
        SchemeReader reader = new SchemeReader(findings);
        if (!(node instanceof YamlNode.Mapping mapping)) {
            reader.error(node, Text.of("签名方式应为名称或键值表", "A signature scheme is a name or a mapping"));
            return Optional.empty();
        }
        SigningScheme scheme = reader.scheme(name, mapping);
        return reader.wrong ? Optional.empty() : Optional.of(scheme);
    }

    private SigningScheme scheme(String name, YamlNode.Mapping mapping) {
        only(
                mapping,
                Set.of(
                        "string",
                        "sorted",
                        "algorithm",
                        "key",
                        "as",
                        "caller",
                        "timestamp",
                        "nonce",
                        "puts",
                        "assumed"));
        Algorithm algorithm = Algorithm.of(oneOf(mapping, "algorithm", Algorithm.words(), "sha-256"));
        List<Part> text = parts(mapping, "string", "");
        Sorted sorted = mapping.get("sorted").isPresent() ? sorted(section(mapping, "sorted")) : null;
        boolean usesSorted = text.stream().anyMatch(part -> part.kind() == Part.Kind.SORTED);
        if (text.isEmpty() || usesSorted != (sorted != null)) {
            error(
                    mapping,
                    text.isEmpty()
                            ? Text.of("缺少 string：签名的内容", "string is missing: what is signed")
                            : Text.of("${sorted} 与 sorted 须同时出现", "${sorted} and sorted stand together"));
        }
        if (text.contains(Part.SIGNATURE)) {
            error(mapping, Text.of("签名的内容不能含签名自己", "What is signed cannot contain the signature"));
        }
        Puts puts = puts(mapping);
        if (puts.place(Part.SIGNATURE).isEmpty()) {
            error(mapping, Text.of("puts 中没有 ${signature}", "puts has no ${signature}"));
        }
        if (text.contains(new Part(Part.Kind.BODY, ""))
                && puts.field(Part.SIGNATURE).isPresent()) {
            error(mapping, Text.of("签名覆盖整个请求体，不能再放进请求体", "A signature of the whole body cannot stand in the body"));
        }
        return new SigningScheme(
                name,
                new SigningScheme.What(
                        text,
                        sorted,
                        TimestampForm.of(oneOf(mapping, "timestamp", TimestampForm.words(), "seconds")),
                        nonce(mapping)),
                seal(mapping, algorithm),
                puts);
    }

    private int nonce(YamlNode.Mapping mapping) {
        String written = text(mapping, "nonce", "16");
        if (written.matches("[1-9][0-9]?") && Integer.parseInt(written) >= 6 && Integer.parseInt(written) <= 64) {
            return Integer.parseInt(written);
        }
        error(at(mapping, "nonce"), Text.of("nonce 应为 6 到 64", "nonce must be between 6 and 64"));
        return 16;
    }

    private Seal seal(YamlNode.Mapping mapping, Algorithm algorithm) {
        YamlNode.Mapping as = section(mapping, "as");
        only(as, Set.of("encoding", "case", "form", "user-id"));
        String encoding = oneOf(as, "encoding", List.of("hex", "base64"), algorithm.hasKeyPair() ? "base64" : "hex");
        boolean upper = oneOf(as, "case", List.of("lower", "upper"), "lower").equals("upper");
        Seal.Coding coding =
                encoding.equals("base64") ? Seal.Coding.BASE64 : upper ? Seal.Coding.HEX_UPPER : Seal.Coding.HEX_LOWER;
        boolean der = oneOf(as, "form", List.of("raw", "der"), "raw").equals("der");
        return new Seal(
                algorithm,
                text(mapping, "key", ""),
                coding,
                der ? Sm2.SignatureForm.DER : Sm2.SignatureForm.RAW,
                text(as, "user-id", Sm2.DEFAULT_USER));
    }

    private Sorted sorted(YamlNode.Mapping mapping) {
        only(mapping, Set.of("of", "pair", "between", "empty", "except"));
        Set<String> of = new LinkedHashSet<>(texts(mapping, "of"));
        if (of.isEmpty()) {
            of.add("fields");
        }
        if (!Set.of("fields", "query").containsAll(of)) {
            error(at(mapping, "of"), Text.of("of 应为 fields、query 或两者", "of must be fields, query or both"));
        }
        return new Sorted(
                of,
                text(mapping, "pair", "="),
                text(mapping, "between", "&"),
                oneOf(mapping, "empty", List.of("left-out", "kept"), "left-out").equals("left-out"),
                texts(mapping, "except"));
    }

    private Puts puts(YamlNode.Mapping mapping) {
        YamlNode.Mapping puts = section(mapping, "puts");
        only(puts, Set.of("headers", "query", "fields"));
        return new Puts(
                text(mapping, "caller", "caller"),
                places(section(puts, "headers")),
                places(section(puts, "query")),
                places(section(puts, "fields")));
    }

    private Map<String, Part> places(YamlNode.Mapping mapping) {
        Map<String, Part> places = new TreeMap<>();
        for (String name : mapping.entries().keySet()) {
            List<Part> parts = parts(mapping, name, "");
            boolean fits = parts.size() == 1
                    && !Set.of(Part.Kind.SECRET, Part.Kind.BODY, Part.Kind.SORTED, Part.Kind.FIELD)
                            .contains(parts.get(0).kind());
            if (fits) {
                places.put(name, parts.get(0));
            } else {
                error(
                        at(mapping, name),
                        Text.of(
                                "此处应为 ${caller}、${timestamp}、${nonce}、${signature}、${binding.…} 之一或固定文本",
                                "One of ${caller}, ${timestamp}, ${nonce}, ${signature}, ${binding.…} or a fixed text stands here"));
            }
        }
        return places;
    }

    private List<Part> parts(YamlNode.Mapping mapping, String key, String fallback) {
        try {
            return Part.all(text(mapping, key, fallback));
        } catch (IllegalArgumentException unknown) {
            error(at(mapping, key), Text.of("不认识 %s", "There is no %s", String.valueOf(unknown.getMessage())));
            return List.of(new Part(Part.Kind.TEXT, "?"));
        }
    }

    private String oneOf(YamlNode.Mapping mapping, String key, List<String> words, String fallback) {
        String word = text(mapping, key, fallback);
        if (!words.contains(word)) {
            error(at(mapping, key), Text.of("%s 应为 %s 之一", "%s must be one of %s", key, String.join(", ", words)));
            return fallback;
        }
        return word;
    }

    private String text(YamlNode.Mapping mapping, String key, String fallback) {
        YamlNode node = mapping.get(key).orElse(null);
        if (node == null) {
            return fallback;
        }
        if (node.asText().isEmpty()) {
            error(node, Text.of("%s 应为文本", "%s must be a text", key));
        }
        return node.asText().orElse(fallback);
    }

    private List<String> texts(YamlNode.Mapping mapping, String key) {
        YamlNode node = mapping.get(key).orElse(null);
        if (node instanceof YamlNode.Sequence sequence) {
            List<String> texts = new ArrayList<>();
            sequence.items().forEach(item -> item.asText().ifPresent(texts::add));
            return texts;
        }
        String one = text(mapping, key, "");
        return one.isEmpty() ? List.of() : List.of(one);
    }

    private YamlNode.Mapping section(YamlNode.Mapping mapping, String key) {
        YamlNode node = mapping.get(key).orElse(null);
        if (node instanceof YamlNode.Mapping section) {
            return section;
        }
        if (node != null) {
            error(node, Text.of("%s 应为键值表", "%s must be a mapping", key));
        }
        return new YamlNode.Mapping(mapping.at(), new LinkedHashMap<>());
    }

    private void only(YamlNode.Mapping mapping, Set<String> known) {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                wrong = true;
                findings.error(
                        entry.keyAt(),
                        "signing.unknown-key",
                        Text.of("不认识的键 %s", "Unknown key %s", key),
                        Text.of(
                                "可用的键：%s",
                                "Keys that may stand here: %s",
                                known.stream().sorted().toList()));
            }
        });
    }

    private static YamlNode at(YamlNode.Mapping mapping, String key) {
        @Nullable YamlNode node = mapping.get(key).orElse(null);
        return node == null ? mapping : node;
    }

    private void error(YamlNode node, Text message) {
        wrong = true;
        findings.error(node.at(), "signing.wrong-value", message, REMEDY);
    }
}
