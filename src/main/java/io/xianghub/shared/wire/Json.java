package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
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
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private Json() {}

    public static @Nullable Object parse(byte[] bytes) throws Malformed {
        return parse(bytes, StandardCharsets.UTF_8);
    }

    public static @Nullable Object parse(byte[] bytes, Charset charset) throws Malformed {
        return parse(Charsets.decode(bytes, charset));
    }

    public static @Nullable Object parse(String text) throws Malformed {
        String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = MAPPER.createParser(document)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Malformed(Malformed.Reason.SYNTAX, Text.of("内容为空", "There is no content"));
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw syntax(
                        parser.currentTokenLocation().getLineNr(),
                        parser.currentTokenLocation().getColumnNr());
            }
            return value;
        } catch (JacksonException wrong) {
            throw syntax(
                    wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(),
                    wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNr());
        }
    }

    /** The tree as compact JSON. */
    public static String write(@Nullable Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    /** The tree as JSON for people: indented, and ended by a line end. */
    public static String writeIndented(@Nullable Object tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws Malformed {
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    map.put(name, value(parser, parser.nextToken()));
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
                BigInteger number = parser.getBigIntegerValue();
                return number.bitLength() < 64 ? (Object) number.longValueExact() : number;
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

    private static Malformed syntax(long line, long column) {
        return new Malformed(
                Malformed.Reason.SYNTAX,
                Text.of("第 %d 行第 %d 列的 JSON 不正确", "Wrong JSON at line %d, column %d", line, column),
                (int) line,
                (int) column);
    }
}
