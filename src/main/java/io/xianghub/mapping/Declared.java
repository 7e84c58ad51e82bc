package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one YAML mapping, read with findings.
 *
 * @param namespaces of which paths in it mean elements
 * @param levels how many items enclose the one that paths in it begin at
 */
record Declared(YamlNode.Mapping node, Findings findings, Namespaces namespaces, int levels) {

    Declared(YamlNode.Mapping node, Findings findings) {
        this(node, findings, Namespaces.NONE, 0);
    }

    /** Empty, and a finding, when it is no mapping; unknown keys are findings too. */
    static Optional<Declared> of(YamlNode node, Findings findings, Set<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            findings.error(
                    node.at(),
                    "mapping.shape",
                    Text.of("此处应为键值结构", "Keys and values are expected here"),
                    Text.of("写成 { key: value }", "Write { key: value }"));
            return Optional.empty();
        }
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                findings.error(
                        entry.keyAt(),
                        "mapping.unknown-key",
                        Text.of("不认识的键 %s", "Unknown key %s", key),
                        Text.of("可用：%s", "Known: %s", new TreeSet<>(known)));
            }
        });
        return Optional.of(new Declared(mapping, findings));
    }

    /** A part of this one, or of a list in it. */
    Optional<Declared> part(YamlNode part, Set<String> known) {
        return of(part, findings, known).map(declared -> declared.in(namespaces).below(levels));
    }

    Declared in(Namespaces others) {
        return new Declared(node, findings, others, levels);
    }

    /** The same where paths begin at an item so many levels further in. */
    Declared below(int further) {
        return new Declared(node, findings, namespaces, levels + further);
    }

    /** The same where paths begin at an item that nothing encloses. */
    Declared alone() {
        return new Declared(node, findings, namespaces, 0);
    }

    Optional<YamlNode> get(String key) {
        return node.get(key);
    }

    boolean has(String key) {
        return node.get(key).isPresent();
    }

    Position at(String key) {
        return node.get(key).map(YamlNode::at).orElse(node.at());
    }

    Optional<String> text(String key) {
        Optional<YamlNode> value = node.get(key);
        if (value.isPresent() && value.get().asText().isEmpty()) {
            wrong(key, "mapping.not-text", Text.of("%s 应为文本", "%s should be text", key));
        }
        return value.flatMap(YamlNode::asText);
    }

    boolean flag(String key) {
        String value = text(key).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            wrong(key, "mapping.not-a-flag", Text.of("%s 应为 true 或 false", "%s should be true or false", key));
        }
        return value.equals("true");
    }

    int number(String key, int otherwise) {
        String value = text(key).orElse(String.valueOf(otherwise));
        if (!value.matches("[1-9][0-9]{0,8}")) {
            wrong(key, "mapping.not-a-number", Text.of("%s 应为正整数", "%s should be a positive number", key));
            return otherwise;
        }
        return Integer.parseInt(value);
    }

    Optional<Path> path(String key) {
        return text(key).flatMap(text -> path(key, text));
    }

    /** A path of a value; one that goes through lists means many. */
    Optional<Path> path(String key, String text) {
        Optional<Path> path = list(key, text);
        if (path.isPresent() && path.get().flattens()) {
            wrong(
                    key,
                    "mapping.path",
                    Text.of("%s：[] 只用于 each 和 lookup 的 in", "%s: [] is for each, and for in of a lookup", text));
        }
        return path;
    }

    /** A path of a list, which may go through the items of others. */
    Optional<Path> list(String key) {
        return text(key).flatMap(text -> list(key, text));
    }

    private Optional<Path> list(String key, String text) {
        Optional<Path> path = Path.parse(text);
        if (path.isPresent() && path.get().up() > levels) {
            wrong(
                    key,
                    "mapping.no-enclosing-item",
                    Text.of(
                            "%s 超出了外层项（此处有 %d 层）",
                            "%s goes beyond the enclosing items (there are %d here)", text, levels));
        }
        if (path.isEmpty()) {
            wrong(key, "mapping.path", Text.of("路径 %s 无法解析", "The path %s cannot be read", text));
        }
        path.flatMap(read -> read.unknownPrefix(namespaces))
                .ifPresent(prefix -> wrong(
                        key,
                        "mapping.unknown-prefix",
                        Text.of("前缀 %s 没有在 namespaces 中声明", "The prefix %s is not declared in namespaces", prefix)));
        return path.map(read -> read.in(namespaces));
    }

    List<String> texts(String key) {
        YamlNode value = node.get(key).orElse(null);
        if (value instanceof YamlNode.Sequence list) {
            return list.items().stream().flatMap(item -> item.asText().stream()).toList();
        }
        return value == null ? List.of() : value.asText().stream().toList();
    }

    /** The constant written in lower case with hyphens; null, and a finding, when there is none of that name. */
    <E extends Enum<E>> @Nullable E choice(String key, Class<E> type, @Nullable E otherwise) {
        return text(key).map(word -> constant(key, word, type, otherwise)).orElse(otherwise);
    }

    /** The constants of a list, or of one word; a word that is none is a finding. */
    <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
        return texts(key).stream()
                .flatMap(word -> Optional.ofNullable(constant(key, word, type, null)).stream())
                .toList();
    }

    private <E extends Enum<E>> @Nullable E constant(String key, String word, Class<E> type, @Nullable E otherwise) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        wrong(
                key,
                "mapping.unknown-" + key,
                Text.of(
                        "没有 %s，可用：%s",
                        "There is no %s; known: %s",
                        word,
                        Arrays.stream(type.getEnumConstants())
                                .map(Declared::word)
                                .toList()));
        return otherwise;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void wrong(String key, String code, Text message) {
        findings.error(at(key), code, message, Text.of("更正 %s", "Correct %s", key));
    }
}
