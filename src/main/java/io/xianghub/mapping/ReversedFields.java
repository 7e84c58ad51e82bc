package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * Turns the fields of a mapping, and of the groups in it, into those of its way back.
 *
 * @param plainBytes whether Base64 and the like mean the same bytes on both ways
 */
record ReversedFields(Findings findings, boolean plainBytes) {

    private static final String KEY = "reverse";

    /**
     * Turns all fields of a group.
     *
     * @param from the path of the group in what the way back reads: empty, or ending in a dot
     */
    void all(YamlNode.Mapping holder, String from, Layout to) {
        if (holder.get("fields").orElse(null) instanceof YamlNode.Mapping fields) {
            fields.entries().forEach((name, entry) -> {
                if (entry.value() instanceof YamlNode.Mapping field) {
                    one(name, entry.keyAt(), field, from, to);
                }
            });
        }
    }

    /** Fields of the way back that its author has written himself, by their paths. */
    void own(YamlNode node, Layout to) {
        if (!(node instanceof YamlNode.Mapping fields)) {
            findings.error(
                    node.at(),
                    "mapping.reverse",
                    Text.of("此处应为 none 或反向的字段", "none, or the fields of the way back, are expected here"),
                    Text.of(
                            "写 reverse: none，或 reverse: { 字段: { from: … } }",
                            "Write reverse: none, or reverse: { field: { from: … } }"));
            return;
        }
        fields.entries().forEach((path, entry) -> {
            List<String> names = names(path);
            place(names.isEmpty() ? List.of(path) : names, entry.keyAt(), entry.value(), to);
        });
    }

    private void one(String name, Position at, YamlNode.Mapping field, String from, Layout to) {
        Optional<YamlNode> said = field.get(KEY);
        if (said.isPresent()) {
            if (!said.get().asText().orElse("").equals("none")) {
                own(said.get(), to);
            }
            return;
        }
        try {
            String read = from + name;
            if (names(read).isEmpty()) {
                throw new Unfit(Text.of("名称不能作路径", "its name cannot stand in a path"));
            }
            if (field.get("fields").isPresent() || field.get("targets").isPresent()) {
                group(at, field, read, to);
            } else if (field.get("value").isPresent()) {
                constant(at, field, read, to);
            } else {
                value(at, field, read, to);
            }
        } catch (Unfit none) {
            refuse(at, name, none.text());
        }
    }

    private void group(Position at, YamlNode.Mapping field, String read, Layout to) throws Unfit {
        for (String key : List.of("inside", "as", "targets")) {
            if (field.get(key).isPresent()) {
                throw new Unfit(Text.of("有 %s", "there is %s", key));
            }
        }
        YamlNode each = field.get("each").orElse(null);
        if (each == null) {
            all(field, read + ".", to);
            return;
        }
        List<String> names = each.asText().map(ReversedFields::names).orElse(List.of());
        if (names.isEmpty()) {
            throw new Unfit(Text.of("each 不是名称路径", "each is no path of names"));
        }
        Layout items = new Layout();
        all(field, "", items);
        Draft list = new Draft(field.at()).put("each", each.at(), read).put("fields", items.node(field.at()));
        place(names, at, list.node(), to);
    }

    /** What is always the same need not be taken back; that it is the same is checked. */
    private void constant(Position at, YamlNode.Mapping field, String read, Layout to) throws Unfit {
        YamlNode value = field.get("value").orElseThrow();
        String text = value.asText().orElseThrow(() -> new Unfit(Text.of("常量是结构", "its constant is a structure")));
        if (text.isEmpty() || value.plain() == null) {
            return;
        }
        Draft check = new Draft(at).put("from", at, read).put("equals", value);
        if (field.get("when").isEmpty()) {
            check.put("required", at, "true");
        }
        place(List.of("equals " + read), at, check.node(), to);
    }

    private void value(Position at, YamlNode.Mapping field, String read, Layout to) throws Unfit {
        ReversedValue value = new ReversedValue(at, field, read, plainBytes);
        place(value.names(), at, value.back(), to);
    }

    void place(List<String> names, Position at, YamlNode field, Layout to) {
        Position other = to.put(names, at, field);
        if (other != null) {
            String path = String.join(".", names);
            refuse(
                    at,
                    path,
                    Text.of(
                            "第 %d 行的字段已写出 %s",
                            "%2$s is written by the field of line %1$d already", other.line(), path));
        }
    }

    void refuse(Position at, String name, Text why) {
        findings.error(
                at,
                "mapping.not-reversible",
                new Text(name + " 不能反向使用：" + why.zh(), name + " cannot be used backwards: " + why.en()),
                Text.of(
                        "写 reverse: none，或在它的 reverse 下写出反向的字段",
                        "Write reverse: none, or the fields of the way back under its reverse"));
    }

    /** The names of a path that is made of names alone; empty for any other, and for the item itself. */
    static List<String> names(String path) {
        return Path.parse(path).flatMap(Path::names).orElse(List.of());
    }
}
