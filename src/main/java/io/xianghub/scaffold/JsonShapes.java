package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the shape of a JSON sample. */
final class JsonShapes {

    private final Notes notes;

    JsonShapes(Notes notes) {
        this.notes = notes;
    }

    Shape of(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            List<Shape.Part> parts = new ArrayList<>();
            mapping.entries().forEach((name, entry) -> {
                if (name.matches("[\\p{L}_][\\p{L}\\p{N}_:-]*")) {
                    parts.add(new Shape.Part(name, of(entry.value()), false, ""));
                } else {
                    notes.warning(
                            entry.keyAt(),
                            "unreachable-name",
                            Text.of("映射的路径无法写出字段名 %s", "A mapping's path cannot spell the field %s", name),
                            Text.of(
                                    "该字段未生成；整个结构可用 type: tree 传递",
                                    "It was left out; the structure around it can be passed on with type: tree"));
                }
            });
            return parts.isEmpty() ? new Shape.Tree(mapping.plain()) : new Shape.Group(parts);
        }
        if (node instanceof YamlNode.Sequence list) {
            Optional<Shape> item = list.items().stream().map(this::of).reduce(JsonShapes::merged);
            return new Shape.Many(item.orElse(Shape.Tree.UNKNOWN));
        }
        Object value = node.plain();
        if (value instanceof Boolean) {
            return Shape.Leaf.of(Shape.Kind.BOOLEAN, value);
        }
        if (value instanceof Long) {
            return Shape.Leaf.of(Shape.Kind.INTEGER, value);
        }
        return value instanceof Number
                ? Shape.Leaf.of(Shape.Kind.DECIMAL, value)
                : Shape.Leaf.of(Shape.Kind.TEXT, value);
    }

    /** What two items of a list have in common. */
    static Shape merged(Shape one, Shape other) {
        if (one instanceof Shape.Group first && other instanceof Shape.Group second) {
            Map<String, Shape.Part> parts = new LinkedHashMap<>();
            first.parts().forEach(part -> parts.put(part.name(), part));
            second.parts()
                    .forEach(part -> parts.merge(
                            part.name(),
                            part,
                            (before, after) -> new Shape.Part(
                                    before.name(), merged(before.shape(), after.shape()), false, before.label())));
            return new Shape.Group(List.copyOf(parts.values()));
        }
        if (one instanceof Shape.Many first && other instanceof Shape.Many second) {
            return new Shape.Many(merged(first.item(), second.item()));
        }
        if (one instanceof Shape.Leaf first && other instanceof Shape.Leaf second) {
            if (first.kind() == second.kind()) {
                return first.example() == null ? second : first;
            }
            if (first.example() == null || second.example() == null) {
                return first.example() == null ? second : first;
            }
            boolean numbers = numeric(first) && numeric(second);
            return numbers ? Shape.Leaf.of(Shape.Kind.DECIMAL, first.example()) : Shape.Tree.UNKNOWN;
        }
        return Shape.Tree.UNKNOWN;
    }

    private static boolean numeric(Shape.Leaf leaf) {
        return leaf.kind() == Shape.Kind.INTEGER || leaf.kind() == Shape.Kind.DECIMAL;
    }

    /** Says when an answer looks like one of the envelopes that departments use. */
    void envelope(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping answer)) {
            return;
        }
        Optional<String> code = key(
                answer,
                "code",
                "infcode",
                "statusCode",
                "rscode",
                "errcode",
                "error_code",
                "ret_code",
                "status",
                "success",
                "resultCode",
                "returncode");
        Optional<String> output = key(answer, "data", "output", "result", "custom", "content", "body");
        if (code.isEmpty() || output.isEmpty()) {
            return;
        }
        Optional<String> words =
                key(answer, "msg", "message", "err_msg", "errorMsg", "errmsg", "reason", "text", "resultMessage");
        String value = answer.get(code.get()).flatMap(YamlNode::asText).orElse("0");
        notes.warning(
                answer.at(),
                "envelope",
                Text.of(
                        "应答像是带信封的：%s 是结果码，%s 是内容",
                        "The answer looks like an envelope: %s tells success, %s holds the output",
                        code.get(),
                        output.get()),
                Text.of(
                        "确认后在连接中写 success: { path: %s, equals: \"%s\" }、failure: { code: %s%s }、output: { path: %s"
                                + " }，并相应修改应答映射",
                        "If it is one, write success: { path: %s, equals: \"%s\" }, failure: { code: %s%s }, output: {"
                                + " path: %s } in the connection, and change the answer's mapping",
                        code.get(),
                        value,
                        code.get(),
                        words.map(name -> ", message: " + name).orElse(""),
                        output.get()));
    }

    private static Optional<String> key(YamlNode.Mapping answer, String... names) {
        for (String name : names) {
            if (answer.get(name).isPresent()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
