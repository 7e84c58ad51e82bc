package io.xianghub.shared.yaml;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one YAML document strictly: UTF-8, unique text keys, no aliases, bounded depth and size. */
public final class Yaml {

    private static final int MAX_DEPTH = 60;
    private static final int MAX_CODE_POINTS = 2_000_000;
    private static final Text REMEDY_SYNTAX = Text.of("修正此处的 YAML 语法", "Mend the YAML syntax at this place");

    private final String file;
    private final Findings findings;

    private Yaml(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The document, or empty when it could not be read; what is wrong with it is added to {@code findings}. */
    public static Optional<YamlNode> read(String file, byte[] bytes, Findings findings) {
        return new Yaml(file, findings).document(bytes);
    }

    private Optional<YamlNode> document(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            findings.error(
                    Position.whole(file),
                    "file.not-utf8",
                    Text.of("文件不是 UTF-8 编码", "The file is not UTF-8"),
                    Text.of("把文件另存为 UTF-8", "Save the file as UTF-8"));
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                findings.error(
                        Position.whole(file),
                        "yaml.empty",
                        Text.of("文件是空的", "The file is empty"),
                        Text.of("写入内容或删除文件", "Fill the file or remove it"));
                return Optional.empty();
            }
            return Optional.ofNullable(convert(root.get(), 0));
        } catch (MarkedYamlEngineException wrong) {
            Position at = wrong.getProblemMark().map(this::position).orElse(Position.whole(file));
            findings.error(
                    at, "yaml.syntax", Text.of("YAML 语法错误：%s", "YAML syntax: %s", wrong.getProblem()), REMEDY_SYNTAX);
        } catch (YamlEngineException wrong) {
            findings.error(
                    Position.whole(file),
                    "yaml.syntax",
                    Text.of("YAML 语法错误：%s", "YAML syntax: %s", String.valueOf(wrong.getMessage())),
                    REMEDY_SYNTAX);
        }
        return Optional.empty();
    }

    private @Nullable YamlNode convert(Node node, int depth) {
        Position at = node.getStartMark().map(this::position).orElse(Position.whole(file));
        if (depth > MAX_DEPTH) {
            findings.error(
                    at,
                    "yaml.too-deep",
                    Text.of("嵌套超过 %d 层", "Nested deeper than %d levels", MAX_DEPTH),
                    Text.of("减少嵌套", "Nest less"));
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return new YamlNode.Scalar(at, scalar.getValue(), resolve(scalar));
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                YamlNode converted = convert(item, depth + 1);
                if (converted != null) {
                    items.add(converted);
                }
            }
            return new YamlNode.Sequence(at, List.copyOf(items));
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, at, depth);
        }
        findings.error(
                at,
                "yaml.alias",
                Text.of("不允许使用锚点和别名", "Anchors and aliases are not allowed"),
                Text.of("写出完整内容", "Write the value out"));
        return null;
    }

    private YamlNode mapping(MappingNode mapping, Position at, int depth) {
        Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position keyAt =
                    tuple.getKeyNode().getStartMark().map(this::position).orElse(at);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.error(
                        keyAt, "yaml.key", Text.of("键必须是文本", "A key must be text"), Text.of("改为文本键", "Use a text key"));
                continue;
            }
            YamlNode value = convert(tuple.getValueNode(), depth + 1);
            if (value != null && entries.put(key.getValue(), new YamlNode.Mapping.Entry(keyAt, value)) != null) {
                findings.error(
                        keyAt,
                        "yaml.duplicate-key",
                        Text.of("键 %s 重复", "The key %s stands twice", key.getValue()),
                        Text.of("只保留一个", "Keep one of them"));
            }
        }
        return new YamlNode.Mapping(at, java.util.Collections.unmodifiableMap(entries));
    }

    private static @Nullable Object resolve(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (tag.equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            if (tag.equals(Tag.FLOAT)) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException asWritten) {
            return text;
        }
        return text;
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
