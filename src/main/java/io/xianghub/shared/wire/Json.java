package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON to trees and back: maps in document order, lists, texts, {@code Long} (or {@code BigInteger}), {@code BigDecimal},
 * booleans, null. Duplicate keys, trailing content and deep nesting are refused; decimals keep every digit.
 */
public final class Json {

    private static final int MAX_DEPTH = 100;
    private static final int FIRST_BYTES = 8_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY.rebuild()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Json() {}

    public static @Nullable Object parse(byte[] bytes) throws Malformed {
        return parse(bytes, StandardCharsets.UTF_8);
    }

    public static @Nullable Object parse(byte[] bytes, Charset charset) throws Malformed {
        if (charset.equals(StandardCharsets.UTF_8) && looksLikeUtf8(bytes)) {
            try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
                return document(parser);
            } catch (JacksonException | Malformed wrong) {
                // said again below, with the line and column of its text
            }
        }
        return parse(Charsets.decode(bytes, charset));
    }

    /** Two bytes without a zero, by which the parser would take it for UTF-16 or UTF-32, and none that is no UTF-8. */
    private static boolean looksLikeUtf8(byte[] bytes) {
        return bytes.length > 1 && bytes[0] != 0 && bytes[1] != 0 && Utf8.is(bytes);
    }

    public static @Nullable Object parse(String text) throws Malformed {
        String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = MAPPER.createParser(document)) {
            return document(parser);
        } catch (JacksonException wrong) {
            throw syntax(
                    wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(),
                    wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNr());
        }
    }

    private static @Nullable Object document(JsonParser parser) throws Malformed {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Malformed(Malformed.Reason.SYNTAX, Text.of("内容为空", "There is no content"));
        }
        Object value = value(parser, first);
        if (parser.nextToken() != null) {
            throw syntaxAt(parser);
        }
        return value;
    }

    /** The tree as compact JSON. */
    public static String write(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = MAPPER.createGenerator(text)) {
            write(tree, generator);
        }
        return text.toString();
    }

    /**
     * The same in UTF-8.
     *
     * @throws Malformed when a text has half of a pair of surrogates
     */
    public static byte[] writeBytes(@Nullable Object tree) throws Malformed {
        ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_BYTES);
        try (JsonGenerator generator = MAPPER.createGenerator(out)) {
            write(tree, generator);
        }
        byte[] bytes = out.toByteArray();
        return hasEscapedSurrogate(bytes) ? Charsets.encode(write(tree), StandardCharsets.UTF_8) : bytes;
    }

    /** Which is how the generator writes half a pair, and also how it looks behind an escaped backslash. */
    private static boolean hasEscapedSurrogate(byte[] json) {
        for (int i = 0; i < json.length - 2; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && json[i + 2] == 'D') {
                return true;
            }
        }
        return false;
    }

    /** What trees are made of without a search for somebody who can write it. */
    private static void write(@Nullable Object tree, JsonGenerator generator) {
        if (tree instanceof String text) {
            generator.writeString(text);
        } else if (tree instanceof Long number) {
            generator.writeNumber(number);
        } else if (tree instanceof Map<?, ?> map && isNamed(map)) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                generator.writeName((String) member.getKey());
                write(member.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (tree instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else {
            generator.writePOJO(tree);
        }
    }

    private static boolean isNamed(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    /** The tree as JSON for people: indented, and ended by a line end. */
    public static String writeIndented(@Nullable Object tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws Malformed {
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                int members = 0;
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    map.put(name, value(parser, parser.nextToken()));
                    if (map.size() == members++) {
                        throw syntaxAt(parser); // a name twice
                    }
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    list.add(value(parser, item));
                }
                return list;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) parser.getBigIntegerValue()
                        : (Object) parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return decimal(parser);
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getString();
            }
        }
    }

    /** An exponent of more digits than any scale has is no syntax error to the parser, but nothing it can count with. */
    private static BigDecimal decimal(JsonParser parser) throws Malformed {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException beyond) {
            int line = parser.currentTokenLocation().getLineNr();
            int column = parser.currentTokenLocation().getColumnNr();
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE,
                    Text.of("第 %d 行第 %d 列的数字超出范围", "The number at line %d, column %d is out of range", line, column),
                    line,
                    column);
        }
    }

    private static Malformed syntaxAt(JsonParser parser) {
        return syntax(
                parser.currentTokenLocation().getLineNr(),
                parser.currentTokenLocation().getColumnNr());
    }

    private static Malformed syntax(long line, long column) {
        return new Malformed(
                Malformed.Reason.SYNTAX,
                Text.of("第 %d 行第 %d 列的 JSON 不正确", "Wrong JSON at line %d, column %d", line, column),
                (int) line,
                (int) column);
    }
}
