package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a mapping, written as its own file would be; every part of it keeps the place of what it was made of.
 *
 * @param at where its name stands
 */
record Reversal(String name, Position at, YamlNode root) {

    private static final String KEY = "reverse";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** Empty when the file, which can be read the way it is written, declares none. */
    static Optional<Reversal> of(YamlNode file, Findings findings) {
        if (!(file instanceof YamlNode.Mapping there)) {
            return Optional.empty();
        }
        YamlNode said = there.get(KEY).orElse(null);
        if (said == null) {
            refuseWithout(there, findings);
            return Optional.empty();
        }
        if (said instanceof YamlNode.Scalar name) {
            return named(name)
                    ? Optional.of(new Back(there, new Declared(there, findings), null).reversal(name))
                    : wrongName(said, findings);
        }
        return Declared.of(said, findings, MappingKeys.REVERSE).flatMap(keys -> {
            YamlNode name = keys.get("name").orElse(null);
            return name instanceof YamlNode.Scalar word && named(word)
                    ? Optional.of(new Back(there, new Declared(there, findings), keys).reversal(word))
                    : wrongName(said, findings);
        });
    }

    private static boolean named(YamlNode.Scalar name) {
        return NAME.matcher(name.text()).matches();
    }

    private static Optional<Reversal> wrongName(YamlNode said, Findings findings) {
        findings.error(
                said.at(),
                "mapping.reverse",
                Text.of("reverse 需要反向映射的名称", "reverse needs the name of the mapping that leads back"),
                Text.of(
                        "写成 reverse: <名称> 或 reverse: { name: <名称> }；名称由字母、数字、- 和 _ 组成",
                        "Write reverse: <name> or reverse: { name: <name> }; a name has letters, digits, - and _"));
        return Optional.empty();
    }

    /** A field that says how it is read backwards in a mapping that is not. */
    private static void refuseWithout(YamlNode.Mapping holder, Findings findings) {
        if (!(holder.get("fields").orElse(null) instanceof YamlNode.Mapping fields)) {
            return;
        }
        fields.entries().values().forEach(entry -> {
            if (entry.value() instanceof YamlNode.Mapping field) {
                field.get(KEY)
                        .ifPresent(said -> findings.error(
                                said.at(),
                                "mapping.key-without-use",
                                Text.of(
                                        "字段的 reverse 需要映射自己的 reverse",
                                        "reverse of a field needs reverse of the mapping"),
                                Text.of(
                                        "在文件开头写 reverse: <名称>，或去掉此键",
                                        "Write reverse: <name> at the top of the file, or take this key away")));
                refuseWithout(field, findings);
            }
        });
    }

    /** What the way back is made of: the file, and what it says of the way back as a whole. */
    private record Back(YamlNode.Mapping there, Declared top, @Nullable Declared keys) {

        Reversal reversal(YamlNode.Scalar name) {
            ReversedFields fields = new ReversedFields(top.findings(), plainBytes());
            Layout whole = new Layout();
            for (String key : List.of("inside", "targets")) {
                there.get(key).ifPresent(node -> fields.refuse(node.at(), key, Text.of("有 %s", "there is %s", key)));
            }
            String below = keys == null ? "" : keys.text("below").orElse("");
            if (!below.isEmpty() && ReversedFields.names(below).isEmpty()) {
                fields.refuse(name.at(), "below", Text.of("below 应为名称路径", "below is a path of names"));
            }
            Draft root = new Draft(there.at());
            ReversedFormats formats = new ReversedFormats(fields, there);
            root.put("source", own("source").orElseGet(formats::source));
            root.put("target", own("target").orElseGet(formats::target));
            Layout items = there.get("each").isPresent() ? new Layout() : whole;
            fields.all(there, below.isEmpty() || items != whole ? "" : below + ".", items);
            own("fields").ifPresent(more -> fields.own(more, whole == items || eachIsAll() ? items : whole));
            if (items == whole) {
                root.put("fields", whole.node(there.at()));
            } else {
                list(root, below, items, whole, fields);
            }
            return new Reversal(name.text(), name.at(), root.node());
        }

        /** What becomes of the items of the list that the way there makes. */
        private void list(Draft root, String below, Layout items, Layout whole, ReversedFields fields) {
            YamlNode each = there.get("each").orElseThrow();
            Draft list = eachIsAll() ? root : new Draft(each.at());
            list.put("each", new YamlNode.Scalar(each.at(), below.isEmpty() ? "." : below, below));
            list.put("fields", items.node(each.at()));
            if (!eachIsAll()) {
                List<String> names = each.asText().map(ReversedFields::names).orElse(List.of());
                if (names.isEmpty()) {
                    fields.refuse(each.at(), "each", Text.of("each 不是名称路径", "each is no path of names"));
                } else {
                    fields.place(names, each.at(), list.node(), whole);
                }
                root.put("fields", whole.node(each.at()));
            }
        }

        private boolean eachIsAll() {
            return there.get("each").flatMap(YamlNode::asText).orElse("").equals(".");
        }

        private Optional<YamlNode> own(String key) {
            return keys == null ? Optional.empty() : keys.get(key);
        }

        /** Whether what the source holds as Base64 or the like is the same as what a tree would hold. */
        private boolean plainBytes() {
            String charset = there.get("source")
                    .map(source -> source instanceof YamlNode.Mapping mapping
                            ? mapping.get("charset").flatMap(YamlNode::asText).orElse("UTF-8")
                            : "UTF-8")
                    .orElse("UTF-8");
            return charset.equalsIgnoreCase("UTF-8");
        }
    }
}
