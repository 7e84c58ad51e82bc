package io.xianghub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.XmlElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our trees as the nodes of the library that runs JSLT, and back; decimals keep every digit. */
final class JsonNodes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode of(@Nullable Object tree) {
        if (tree == null) {
            return NODES.nullNode();
        }
        if (tree instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            map.forEach((name, value) -> node.set(String.valueOf(name), of(value)));
            return node;
        }
        if (tree instanceof List<?> list) {
            ArrayNode node = NODES.arrayNode(list.size());
            list.forEach(item -> node.add(of(item)));
            return node;
        }
        if (tree instanceof XmlElement element) {
            return of(XmlTrees.tree(element));
        }
        return leaf(tree);
    }

    private static JsonNode leaf(Object value) {
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Long || value instanceof Integer) {
            return NODES.numberNode(((Number) value).longValue());
        }
        if (value instanceof BigInteger number) {
            return NODES.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return DecimalNode.valueOf(number);
        }
        return NODES.textNode(Target.leaf(value));
    }

    static @Nullable Object tree(JsonNode node, Steps steps) throws Unfit {
        steps.step();
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                map.put(member.getKey(), tree(member.getValue(), steps));
            }
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            for (JsonNode item : node) {
                list.add(tree(item, steps));
            }
            return list;
        }
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? number(node) : node.asText();
    }

    private static Object number(JsonNode node) throws Unfit {
        if (node.canConvertToLong() && node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isBigInteger()) {
            return node.bigIntegerValue();
        }
        if (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.doubleValue())) {
            throw new Unfit(Text.of("脚本得出的不是数", "The script has made a number that is none"));
        }
        return node.decimalValue();
    }
}
