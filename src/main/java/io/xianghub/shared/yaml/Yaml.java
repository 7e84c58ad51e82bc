package io.xianghub.shared.yaml;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one YAML document strictly: UTF-8, unique text keys, no aliases, bounded depth and size. */
public final class Yaml {

    private static final int MAX_CODE_POINTS = 2_000_000;
    /** Written out digit by digit, 1e999999999 would fill the memory. */
    private static final int MAX_DIGITS = 100;

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
        Optional<String> text = SourceText.readUnmarked(file, bytes, findings);
        return text.isPresent() && printable(text.get()) ? composed(text.get()) : Optional.empty();
    }

    private boolean printable(String text) {
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int character = text.codePointAt(at);
            if (!StreamReader.isPrintable(character)) {
                findings.error(
                        SourceText.place(file, text.substring(0, at)),
                        "yaml.character",
                        Text.of("不可见的控制字符 U+%04X", "The control character U+%04X", character),
                        Text.of("删除这个字符；文件应为 UTF-8 文本", "Remove it; the file should be text in UTF-8"));
                return false;
            }
        }
        return true;
    }

    private Optional<YamlNode> composed(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setCodePointLimit(MAX_CODE_POINTS)
                // one window over all: moving a small one along a long value copies it again and again
                .setBufferSize(Math.max(1_024, text.length()))
                .build();
        try {
            BoundedParser events = new BoundedParser(new ParserImpl(settings, new StreamReader(settings, text)));
            Optional<Node> root = new Composer(settings, events).getSingleNode();
            if (root.isEmpty()) {
                findings.error(
                        Position.whole(file),
                        "yaml.empty",
                        Text.of("文件是空的", "The file is empty"),
                        Text.of("写入内容或删除文件", "Fill the file or remove it"));
            }
            return root.map(this::convert);
        } catch (BoundedParser.Refused refused) {
            findings.error(
                    refused.at().map(this::position).orElse(Position.whole(file)),
                    refused.code(),
                    refused.text(),
                    refused.remedy());
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

    private YamlNode convert(Node node) {
        Position at = node.getStartMark().map(this::position).orElse(Position.whole(file));
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, at);
        }
        if (node instanceof SequenceNode sequence) {
            return new YamlNode.Sequence(
                    at, sequence.getValue().stream().map(this::convert).toList());
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, at);
        }
        throw new IllegalStateException("An unknown kind of node at " + at);
    }

    private YamlNode mapping(MappingNode mapping, Position at) {
        Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position keyAt =
                    tuple.getKeyNode().getStartMark().map(this::position).orElse(at);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                findings.error(
                        keyAt, "yaml.key", Text.of("键必须是文本", "A key must be text"), Text.of("改为文本键", "Use a text key"));
                continue;
            }
            if (key.getValue().equals("<<")) {
                findings.error(
                        keyAt,
                        "yaml.merge",
                        Text.of("不允许使用合并键 <<", "The merge key << is not allowed"),
                        Text.of("写出完整内容", "Write the value out"));
                continue;
            }
            YamlNode value = convert(tuple.getValueNode());
            if (entries.put(key.getValue(), new YamlNode.Mapping.Entry(keyAt, value)) != null) {
                findings.error(
                        keyAt,
                        "yaml.duplicate-key",
                        Text.of("键 %s 重复", "The key %s stands twice", key.getValue()),
                        Text.of("只保留一个", "Keep one of them"));
            }
        }
        return new YamlNode.Mapping(at, Collections.unmodifiableMap(entries));
    }

    private YamlNode scalar(ScalarNode scalar, Position at) {
        Object value = resolve(scalar);
        boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
        boolean wild = value instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) > MAX_DIGITS;
        if (number && (wild || scalar.getValue().length() > MAX_DIGITS)) {
            findings.error(
                    at,
                    "yaml.number",
                    Text.of("数字超过 %d 位", "The number has more than %d digits", MAX_DIGITS),
                    Text.of("更正这个数字；文本请加引号", "Correct the number; quote it if it is text"));
        }
        return new YamlNode.Scalar(at, scalar.getValue(), value);
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
