package io.xianghub.scaffold;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes trees as YAML that engineers go on with: block style, short maps on one line, comments beside values. */
final class YamlText {

    /** A value with the words that stand behind it. */
    record Commented(@Nullable Object value, String comment) {}

    private static final int ONE_LINE = 120;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_/][\\p{L}\\p{N}_./-]*");
    private static final Pattern WORDS =
            Pattern.compile("[\\p{L}][\\p{L}\\p{N}_.()，。（）、/-]*( [\\p{L}\\p{N}(][\\p{L}\\p{N}_.()，。（）、/-]*)*+");
    private static final Set<String> RESERVED =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", ".nan", ".inf");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** @param head comment lines above the document */
    static String of(List<String> head, Object tree) {
        YamlText yaml = new YamlText();
        head.forEach(line -> yaml.text.append("# ").append(line).append('\n'));
        yaml.block(tree, 0);
        return yaml.text.toString();
    }

    /** The comment that tells an editor which schema a file of a bundle has. */
    static String schema(String name) {
        return "yaml-language-server: $schema=../../schema/" + name + ".schema.json";
    }

    private void block(@Nullable Object tree, int indent) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                text.append(" ".repeat(indent))
                        .append(scalar(String.valueOf(key)))
                        .append(':');
                member(value, indent);
            });
        } else if (tree instanceof List<?> list) {
            list.forEach(item -> item(item, indent));
        }
    }

    private void item(@Nullable Object item, int indent) {
        text.append(" ".repeat(indent)).append("- ");
        if (isShort(item, indent + 2)) {
            text.append(flow(item)).append('\n');
            return;
        }
        int before = text.length();
        block(item, indent + 2);
        text.delete(before, before + indent + 2);
    }

    private void member(@Nullable Object value, int indent) {
        Object bare = value instanceof Commented commented ? commented.value() : value;
        String comment = value instanceof Commented commented ? commented.comment() : "";
        String behind = comment.isEmpty() ? "\n" : " # " + comment.replaceAll("\\s+", " ") + "\n";
        if (isShort(bare, indent)) {
            text.append(' ').append(flow(bare)).append(behind);
        } else if (bare instanceof String lines && lines.indexOf('\n') >= 0 && literal(lines)) {
            text.append(" |").append(behind);
            lines.lines().forEach(line -> text.append(" ".repeat(line.isEmpty() ? 0 : indent + 2))
                    .append(line)
                    .append('\n'));
        } else if (bare instanceof Map<?, ?> || bare instanceof List<?>) {
            text.append(behind);
            block(bare, indent + 2);
        } else {
            text.append(' ').append(flow(bare)).append(behind);
        }
    }

    private static boolean literal(String lines) {
        return lines.endsWith("\n")
                && !lines.startsWith(" ")
                && !lines.startsWith("\n")
                && !lines.endsWith("\n\n")
                && lines.chars()
                        .noneMatch(c ->
                                c != '\n' && (Character.isISOControl(c) || c == 0xFEFF || c == 0x2028 || c == 0x2029));
    }

    private static boolean isShort(@Nullable Object value, int indent) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    || (map.values().stream().allMatch(YamlText::flat)
                            && flow(value).length() + indent < ONE_LINE);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    || (list.stream().allMatch(YamlText::flat) && flow(value).length() + indent < ONE_LINE);
        }
        return !(value instanceof String text && text.indexOf('\n') >= 0 && literal(text));
    }

    private static boolean flat(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.size() <= 4
                    && map.values().stream()
                            .noneMatch(inner ->
                                    inner instanceof Map || inner instanceof List || inner instanceof Commented);
        }
        if (value instanceof List<?> list) {
            return list.stream().noneMatch(inner -> inner instanceof Map || inner instanceof List);
        }
        return !(value instanceof Commented);
    }

    private static String flow(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                return "{}";
            }
            StringBuilder flow = new StringBuilder("{ ");
            map.forEach((key, member) -> flow.append(flow.length() > 2 ? ", " : "")
                    .append(inFlow(String.valueOf(key)))
                    .append(": ")
                    .append(flow(member)));
            return flow.append(" }").toString();
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(YamlText::flow).toList()) + "]";
        }
        return value instanceof String text ? inFlow(text) : scalar(value);
    }

    private static String inFlow(String text) {
        return WORDS.matcher(text).matches() && text.indexOf(',') < 0
                ? scalar(text)
                : PLAIN.matcher(text).matches() ? scalar(text) : quoted(text);
    }

    private static String scalar(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (!(value instanceof String text)) {
            return value.toString();
        }
        boolean plain = (PLAIN.matcher(text).matches() || WORDS.matcher(text).matches())
                && !RESERVED.contains(text.toLowerCase(java.util.Locale.ROOT))
                && printable(text);
        return plain ? text : quoted(text);
    }

    private static boolean printable(String text) {
        return text.codePoints()
                .allMatch(c -> c >= 0x20
                        && c != 0x7F
                        && !(c >= 0x80 && c < 0xA0)
                        && c != 0xFEFF
                        && c != 0x2028
                        && c != 0x2029);
    }

    /** Double-quoted, as JSON would; what YAML does not print is escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean hidden = c < 0x20
                            || (c >= 0x7F && c < 0xA0)
                            || c == 0xFEFF
                            || c == 0x2028
                            || c == 0x2029
                            || c == 0xFFFE
                            || c == 0xFFFF;
                    if (hidden) {
                        quoted.append("\\u%04X".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
