package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a public document, JSON or YAML, into nodes with their places. It is more patient than the reader of a bundle's own
 * files: it takes aliases and larger files, up to a number of values.
 */
final class SourceTree {

    private static final int MOST_VALUES = 2_000_000;
    private static final int MAX_DEPTH = 150;
    private static final Text MEND = Text.of("修正此处，或换一份完整的文件", "Mend this place, or take a whole file");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String file;
    private final Notes notes;
    private int values;

    private SourceTree(String file, Notes notes) {
        this.file = file;
        this.notes = notes;
    }

    /** The document, or empty and findings. */
    static Optional<YamlNode> read(SourceFile source, Notes notes) {
        return read(source, source.name(), notes);
    }

    /** @param label what places call the file */
    static Optional<YamlNode> read(SourceFile source, String label, Notes notes) {
        SourceTree tree = new SourceTree(label, notes);
        String start = source.text().stripLeading();
        if (start.isEmpty()) {
            notes.error(
                    source.at(),
                    "empty",
                    Text.of("文件是空的", "The file is empty"),
                    Text.of("换一份有内容的文件", "Take a file that says something"));
            return Optional.empty();
        }
        return start.startsWith("{") || start.startsWith("[") ? tree.json(source.text()) : tree.yaml(source.text());
    }

    /** Ends the reading of a document that would grow beyond all bounds. */
    private static final class TooMuch extends RuntimeException {}

    private void count() {
        if (++values > MOST_VALUES) {
            throw new TooMuch();
        }
    }

    private Optional<YamlNode> json(String text) {
        try (JsonParser parser = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            return first == null ? Optional.empty() : Optional.of(json(parser, first));
        } catch (JacksonException wrong) {
            TokenStreamLocation at = wrong.getLocation();
            notes.error(
                    at == null ? Position.whole(file) : new Position(file, at.getLineNr(), at.getColumnNr()),
                    "syntax",
                    Text.of("JSON 不正确或不完整", "The JSON is wrong or cut off"),
                    MEND);
        } catch (TooMuch bomb) {
            tooMuch();
        }
        return Optional.empty();
    }

    private YamlNode json(JsonParser parser, JsonToken token) {
        count();
        TokenStreamLocation location = parser.currentTokenLocation();
        Position at = new Position(file, location.getLineNr(), location.getColumnNr());
        switch (token) {
            case START_OBJECT -> {
                Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    TokenStreamLocation key = parser.currentTokenLocation();
                    Position keyAt = new Position(file, key.getLineNr(), key.getColumnNr());
                    YamlNode value = json(parser, parser.nextToken());
                    if (entries.put(name, new YamlNode.Mapping.Entry(keyAt, value)) != null) {
                        twice(keyAt, name);
                    }
                }
                return new YamlNode.Mapping(at, Collections.unmodifiableMap(entries));
            }
            case START_ARRAY -> {
                List<YamlNode> items = new ArrayList<>();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    items.add(json(parser, item));
                }
                return new YamlNode.Sequence(at, Collections.unmodifiableList(items));
            }
            case VALUE_NUMBER_INT -> {
                BigInteger number = parser.getBigIntegerValue();
                Object value = number.bitLength() < 64 ? (Object) number.longValueExact() : new BigDecimal(number);
                return new YamlNode.Scalar(at, number.toString(), value);
            }
            case VALUE_NUMBER_FLOAT -> {
                return new YamlNode.Scalar(at, parser.getString(), parser.getDecimalValue());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return new YamlNode.Scalar(at, parser.getString(), parser.getBooleanValue());
            }
            case VALUE_NULL -> {
                return new YamlNode.Scalar(at, "null", null);
            }
            default -> {
                return new YamlNode.Scalar(at, parser.getString(), parser.getString());
            }
        }
    }

    private void twice(Position at, String key) {
        notes.warning(
                at,
                "duplicate-key",
                Text.of("键 %s 重复，取最后一个", "The key %s stands twice; the last is taken", key),
                Text.of("只保留一个", "Keep one of them"));
    }

    private void tooMuch() {
        notes.error(
                Position.whole(file),
                "too-many-values",
                Text.of("文档展开后超过 %d 个值", "The document holds more than %d values", MOST_VALUES),
                Text.of("去掉别名或不需要的部分", "Remove aliases, or what is not needed"));
    }

    private Optional<YamlNode> yaml(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(1_000)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.map(node -> yaml(node, 0));
        } catch (MarkedYamlEngineException wrong) {
            notes.error(
                    wrong.getProblemMark()
                            .map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
                            .orElse(Position.whole(file)),
                    "syntax",
                    Text.of("YAML 语法错误：%s", "YAML syntax: %s", wrong.getProblem()),
                    MEND);
        } catch (YamlEngineException wrong) {
            notes.error(
                    Position.whole(file),
                    "syntax",
                    Text.of("YAML 语法错误：%s", "YAML syntax: %s", String.valueOf(wrong.getMessage())),
                    MEND);
        } catch (TooMuch bomb) {
            tooMuch();
        }
        return Optional.empty();
    }

    private YamlNode yaml(Node node, int depth) {
        count();
        if (depth > MAX_DEPTH) {
            throw new TooMuch();
        }
        Position at = place(node);
        if (node instanceof SequenceNode sequence) {
            return new YamlNode.Sequence(
                    at,
                    sequence.getValue().stream()
                            .map(item -> yaml(item, depth + 1))
                            .toList());
        }
        if (node instanceof MappingNode mapping) {
            Map<String, YamlNode.Mapping.Entry> entries = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    Position keyAt = place(key);
                    YamlNode value = yaml(tuple.getValueNode(), depth + 1);
                    if (entries.put(key.getValue(), new YamlNode.Mapping.Entry(keyAt, value)) != null) {
                        twice(keyAt, key.getValue());
                    }
                }
            }
            return new YamlNode.Mapping(at, Collections.unmodifiableMap(entries));
        }
        return node instanceof ScalarNode scalar
                ? new YamlNode.Scalar(at, scalar.getValue(), value(scalar))
                : new YamlNode.Scalar(at, "", null);
    }

    private Position place(Node node) {
        return node.getStartMark()
                .map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Position.whole(file));
    }

    private static @Nullable Object value(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        try {
            if (tag.equals(Tag.NULL)) {
                return null;
            }
            if (tag.equals(Tag.BOOL)) {
                return Boolean.valueOf(text);
            }
            if (tag.equals(Tag.INT)) {
                return Long.valueOf(text);
            }
            return tag.equals(Tag.FLOAT) ? new BigDecimal(text) : text;
        } catch (NumberFormatException asWritten) {
            return text;
        }
    }
}
