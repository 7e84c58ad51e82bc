package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tree with holes, such as {@code {infno: "${operation.infno}", input: {data: "${body}"}}}; a lone hole keeps its type. */
sealed interface Template {

    @Nullable Object fill(TemplateValues values);

    /** The text that this template makes; nothing for null. */
    default String text(TemplateValues values) {
        return asText(fill(values));
    }

    record Constant(@Nullable Object value) implements Template {
        @Override
        public @Nullable Object fill(TemplateValues values) {
            return value;
        }
    }

    record Lone(Hole hole) implements Template {
        @Override
        public @Nullable Object fill(TemplateValues values) {
            return hole.value(values);
        }
    }

    record Joined(List<Template> parts) implements Template {
        @Override
        public Object fill(TemplateValues values) {
            StringBuilder text = new StringBuilder();
            parts.forEach(part -> text.append(part.text(values)));
            return text.toString();
        }
    }

    record Fixed(Map<String, Template> members) implements Template {
        @Override
        public Object fill(TemplateValues values) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            members.forEach((name, member) -> map.put(name, member.fill(values)));
            return map;
        }
    }

    record Items(List<Template> items) implements Template {
        @Override
        public Object fill(TemplateValues values) {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(item.fill(values)));
            return list;
        }
    }

    /** @param holes which may stand here */
    static Template of(YamlNode node, Holes holes, Findings findings) {
        if (node instanceof YamlNode.Mapping mapping) {
            Map<String, Template> members = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> members.put(key, of(entry.value(), holes, findings)));
            return new Fixed(members);
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return new Items(sequence.items().stream()
                    .map(item -> of(item, holes, findings))
                    .toList());
        }
        Object value = node.plain();
        return value instanceof String text ? ofText(text, node, holes, findings) : new Constant(value);
    }

    int MAX_SCALE = 100;
    Pattern HOLE = Pattern.compile("\\$\\{([^{}]*)\\}");

    private static Template ofText(String text, YamlNode node, Holes holes, Findings findings) {
        List<Template> parts = new ArrayList<>();
        Matcher found = HOLE.matcher(text);
        int end = 0;
        while (found.find()) {
            if (found.start() > end) {
                parts.add(new Constant(text.substring(end, found.start())));
            }
            end = found.end();
            String expression = found.group(1).strip();
            try {
                parts.add(new Lone(holes.read(expression)));
            } catch (IllegalArgumentException unknown) {
                findings.error(
                        node.at(),
                        "connection.bad-template",
                        Text.of("模板表达式 ${%s} 不正确", "The template expression ${%s} is wrong", expression),
                        Text.of("此处可用：%s", "What may stand here: %s", holes.words()));
            }
        }
        if (parts.size() + (end < text.length() ? 1 : 0) > 1 && parts.stream().anyMatch(Template::isCdata)) {
            findings.error(
                    node.at(),
                    "connection.bad-template",
                    Text.of("cdata 只能用于整个值", "cdata is of a whole value"),
                    Text.of("把前后的文字去掉，或去掉 cdata", "Leave out the text around it, or cdata"));
        }
        if (text.indexOf("${", end) >= 0) {
            findings.error(
                    node.at(),
                    "connection.bad-template",
                    Text.of("${ 没有对应的 }", "A ${ has no }"),
                    Text.of("补上 }", "Close it with }"));
        }
        if (end < text.length()) {
            parts.add(new Constant(text.substring(end)));
        }
        return parts.size() == 1 ? parts.get(0) : parts.isEmpty() ? new Constant(text) : new Joined(parts);
    }

    private static boolean isCdata(Template part) {
        return part instanceof Lone lone && lone.hole() instanceof Hole.Piped piped && piped.isCdata();
    }

    static String asText(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return Json.write(value);
        }
        if (value instanceof BigDecimal decimal) {
            // 1e999999999 written out digit by digit would fill the memory
            return Math.abs((long) decimal.scale()) > MAX_SCALE ? decimal.toString() : decimal.toPlainString();
        }
        return value.toString();
    }
}
