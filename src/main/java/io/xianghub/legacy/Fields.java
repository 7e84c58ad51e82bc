package io.xianghub.legacy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.xianghub.shared.Patterns;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** The keys of one mapping in a declaration; what is missing, unknown or of the wrong kind becomes a finding. */
final class Fields {

    private final YamlNode.Mapping node;
    private final Findings findings;

    Fields(YamlNode.Mapping node, Findings findings) {
        this.node = node;
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    YamlNode.Mapping node() {
        return node;
    }

    /** Where the value of the key stands, or the mapping when it has none. */
    Position at(String key) {
        return node.get(key).map(YamlNode::at).orElse(node.at());
    }

    /** Refuses every key but these. */
    void only(Set<String> known) {
        node.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                findings.error(
                        entry.keyAt(),
                        "connection.unknown-key",
                        Text.of("不认识的键 %s", "Unknown key %s", key),
                        Text.of(
                                "可用的键：%s",
                                "Keys that may stand here: %s",
                                String.join(", ", known.stream().sorted().toList())));
            }
        });
    }

    Optional<String> text(String key) {
        Optional<YamlNode> value = node.get(key);
        Optional<String> text =
                value.flatMap(YamlNode::asText).map(String::strip).filter(words -> !words.isEmpty());
        if (value.isPresent() && text.isEmpty()) {
            wrong(key, Text.of("%s 应为非空文本", "%s must be a text that is not empty", key));
        }
        return text;
    }

    Optional<String> required(String key) {
        if (node.get(key).isEmpty()) {
            findings.error(
                    node.at(),
                    "connection.missing-key",
                    Text.of("缺少 %s", "%s is missing", key),
                    Text.of("在此处补上 %s", "Add %s here", key));
        }
        return text(key);
    }

    String oneOf(String key, List<String> choices) {
        String chosen = text(key).orElse(choices.get(0));
        if (!choices.contains(chosen)) {
            wrong(key, Text.of("%s 应为 %s 之一", "%s must be one of %s", key, String.join(", ", choices)));
            return choices.get(0);
        }
        return chosen;
    }

    boolean flag(String key) {
        return oneOf(key, List.of("false", "true")).equals("true");
    }

    int number(String key, int fallback, int least, int most) {
        int number = convert(key, Integer::parseInt, fallback);
        if (number < least || number > most) {
            wrong(key, Text.of("%s 应为 %d 至 %d", "%s must be %d to %d", key, least, most));
            return fallback;
        }
        return number;
    }

    Charset charset() {
        return convert("charset", Charsets::of, StandardCharsets.UTF_8);
    }

    Duration duration(String key, Duration fallback) {
        return convert(key, DurationStyle.SIMPLE::parse, fallback);
    }

    long size(String key, DataSize fallback) {
        return convert(key, DataSize::parse, fallback).toBytes();
    }

    Optional<TreePath> path(String key) {
        try {
            return text(key).map(TreePath::of);
        } catch (IllegalArgumentException notAPath) {
            wrong(key, Text.of("%s 不是路径", "%s is not a path", key));
            return Optional.empty();
        }
    }

    /** A pattern whose search takes time in proportion to the text. */
    Optional<Pattern> pattern(String key) {
        try {
            return text(key).map(Patterns::compile);
        } catch (PatternSyntaxException wrong) {
            wrong(key, Text.of("%s 不是正则表达式：%s", "%s is no regular expression: %s", key, wrong.getDescription()));
            return Optional.empty();
        }
    }

    private <T> T convert(String key, Function<String, T> reader, T fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return reader.apply(text.get());
        } catch (IllegalArgumentException unreadable) {
            wrong(key, Text.of("%s 的值 %s 不正确", "%s cannot be %s", key, text.get()));
            return fallback;
        }
    }

    /** The mapping under the key; an empty one when there is none. */
    Fields mapping(String key) {
        YamlNode value = node.get(key).orElse(null);
        if (value instanceof YamlNode.Mapping mapping) {
            return new Fields(mapping, findings);
        }
        if (value != null) {
            wrong(key, Text.of("%s 应为键值表", "%s must be a mapping", key));
        }
        return new Fields(new YamlNode.Mapping(at(key), Map.of()), findings);
    }

    boolean has(String key) {
        return node.get(key).isPresent();
    }

    boolean isEmpty() {
        return node.entries().isEmpty();
    }

    /** Each entry of the mapping under {@code key}, read by {@code reader}. */
    <T> Map<String, T> each(String key, Function<Fields, T> reader) {
        Fields section = mapping(key);
        Map<String, T> read = new LinkedHashMap<>();
        for (String name : section.node.entries().keySet()) {
            read.put(name, reader.apply(section.mapping(name)));
        }
        return read;
    }

    /** Paths of elements that are lists; none when there is no such key. */
    Lists lists(String key) {
        if (!has(key)) {
            return Lists.NONE;
        }
        Optional<Lists> lists = Lists.of(texts(key));
        if (lists.isEmpty()) {
            wrong(
                    key,
                    Text.of("%s 应为元素路径，如 RECORDS.RECORD", "%s must be paths of elements, such as RECORDS.RECORD", key));
        }
        return lists.orElse(Lists.NONE);
    }

    List<String> texts(String key) {
        YamlNode value = node.get(key).orElse(null);
        if (value instanceof YamlNode.Sequence sequence) {
            List<String> texts = sequence.items().stream()
                    .flatMap(item -> item.asText().stream())
                    .toList();
            if (!texts.isEmpty() && texts.size() == sequence.items().size()) {
                return texts;
            }
        }
        wrong(key, Text.of("%s 应为文本列表", "%s must be a list of texts", key));
        return List.of();
    }

    void wrong(String key, Text message) {
        findings.error(
                at(key),
                "connection.wrong-value",
                message,
                Text.of("按 docs/reference/connections.md 修正此处", "Mend it as docs/reference/connections.md describes"));
    }
}
