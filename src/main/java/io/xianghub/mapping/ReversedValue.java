package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One value's way back.
 *
 * @param field the way there
 * @param read where the way back finds it
 */
record ReversedValue(Position at, YamlNode.Mapping field, String read, boolean plainBytes) {

    private static final Map<String, String> CODECS = Map.of(
            "base64", "unbase64", "unbase64", "base64", "hex", "unhex", "unhex", "hex", "url", "unurl", "unurl", "url");
    private static final Map<String, String> NUMBERS =
            Map.of("integer", "[+-]?[0-9]{1,18}", "decimal", "[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Set<String> AS_TEXT = Set.of("text", "integer", "decimal");

    /** Where it is written: the one path that the way there reads. */
    List<String> names() throws Unfit {
        for (String key : List.of("lookup", "join", "extract", "mask")) {
            if (has(key)) {
                throw new Unfit(Text.of("有 %s", "there is %s", key));
            }
        }
        YamlNode from = field.get(has("fold") ? "each" : "from").orElse(field);
        if (from instanceof YamlNode.Sequence several && several.items().size() > 1) {
            throw new Unfit(Text.of("from 有几个路径", "from has several paths"));
        }
        String path = from instanceof YamlNode.Sequence one && !one.items().isEmpty()
                ? one.items().get(0).asText().orElse("")
                : from.asText().orElse("");
        List<String> names = ReversedFields.names(path);
        if (names.isEmpty()) {
            throw new Unfit(Text.of("%s 不是名称路径", "%s is no path of names", path));
        }
        return names;
    }

    YamlNode back() throws Unfit {
        Draft back = new Draft(field.at());
        if (has("equals")) {
            return back.put("value", field.get("equals").orElseThrow()).node();
        }
        if (has("fold")) {
            split(back);
        } else if (has("split")) {
            back.put("each", at, read)
                    .put("fold", at, "join")
                    .put("separator", at, text("split", ""))
                    .put("from", at, ".");
        } else {
            back.put("from", at, read);
        }
        type(back);
        functions(back);
        dictionary(back);
        if (AS_TEXT.contains(text("type", "text")) && !has("dictionary") && !has("split") && !has("fold")) {
            String number = NUMBERS.get(text("type", "text"));
            if (number != null && !has("pattern")) {
                back.put("pattern", at, number);
            }
            back.keep("pattern", field).keep("max", field);
        }
        if (!has("when")) {
            back.keep("required", field);
        }
        return back.keep("sensitivity", field).keep("description", field).node();
    }

    /** Joined parts become a list again. */
    private void split(Draft back) throws Unfit {
        if (!text("fold", "").equals("join") || !text("from", "").equals(".")) {
            throw new Unfit(Text.of("有 fold", "there is fold"));
        }
        back.put("from", at, read).put("split", at, text("separator", ","));
    }

    private void functions(Draft back) throws Unfit {
        if (!has("apply")) {
            back.keep("digits", field);
            return;
        }
        YamlNode apply = field.get("apply").orElseThrow();
        List<YamlNode> functions = new ArrayList<>();
        for (YamlNode function : apply instanceof YamlNode.Sequence list ? list.items() : List.of(apply)) {
            String word = function.asText().orElse("");
            String turned = CODECS.getOrDefault(word, word); // what makes one spelling of many leaves that one as it is
            if (CODECS.containsKey(word) && (!plainBytes || has("split") || has("fold"))) {
                throw new Unfit(Text.of("%s 反向时没有同样的字符集", "%s does not mean the same charset on the way back", word));
            }
            functions.add(0, new YamlNode.Scalar(function.at(), turned, turned));
        }
        back.put("apply", apply.at(), new YamlNode.Sequence(apply.at(), functions))
                .keep("digits", field);
    }

    private void dictionary(Draft back) throws Unfit {
        YamlNode used = field.get("dictionary").orElse(null);
        if (used == null) {
            return;
        }
        if (!(used instanceof YamlNode.Mapping keys)) {
            back.put(
                    "dictionary",
                    new Draft(used.at())
                            .put("name", used)
                            .put("reverse", used.at(), "true")
                            .node());
            return;
        }
        for (String key : List.of("at", "gives")) {
            if (keys.get(key).isPresent()) {
                throw new Unfit(Text.of("字典有 %s", "its dictionary has %s", key));
            }
        }
        boolean backwards =
                keys.get("reverse").flatMap(YamlNode::asText).orElse("false").equals("true");
        Draft turned = new Draft(used.at()).keep("name", keys).keep("unmapped", keys);
        back.put(
                "dictionary",
                backwards
                        ? turned.node()
                        : turned.put("reverse", used.at(), "true")
                                .keep("ambiguous", keys)
                                .node());
    }

    private void type(Draft back) throws Unfit {
        String type = text("type", "text");
        boolean coded = has("dictionary");
        switch (type) {
            case "text", "integer", "decimal" -> {} // departments write texts
            case "boolean" -> {
                if (!coded) {
                    throw new Unfit(Text.of("不知对方写 1 还是 true", "nobody knows whether the other side writes 1 or true"));
                }
            }
            case "date", "date-time", "month", "time" -> dates(back, type);
            case "fen", "yuan", "wan" ->
                back.put("type", at, text("unit", "yuan")).put("unit", at, type);
            case "uscc", "enterprise-number", "tree", "identity-number" -> {
                if (text("old", "").equals("converted")) {
                    throw new Unfit(Text.of("号码已转换", "its numbers are converted"));
                }
                back.keep("type", field).keep("old", field);
            }
            default -> throw new Unfit(Text.of("类型 %s 不可还原", "values of the type %s cannot be taken back", type));
        }
        if (coded && !AS_TEXT.contains(type) && !type.equals("boolean")) {
            throw new Unfit(Text.of("类型 %s 与字典同用", "it has a dictionary and the type %s", type));
        }
    }

    private void dates(Draft back, String type) throws Unfit {
        Dates.Kind kind = Dates.Kind.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_'));
        String here = text("output", kind.written());
        YamlNode input = field.get("input").orElse(null);
        String wire = input instanceof YamlNode.Sequence forms && !forms.items().isEmpty()
                ? forms.items().get(0).asText().orElse("")
                : text("input", kind.readFirst());
        if (wire.startsWith("epoch-")) {
            throw new Unfit(Text.of("不能写 %s", "%s cannot be written", wire));
        }
        if (!kind.canBe(DateInput.Form.of(here)) || !kind.canWrite(DateInput.formatter(wire))) {
            throw new Unfit(Text.of("由 %s 得不到 %s", "%2$s cannot be made of %1$s", here, wire));
        }
        back.put("type", at, type)
                .put("input", at, here)
                .put("output", at, wire)
                .keep("endless", field);
    }

    private boolean has(String key) {
        return field.get(key).isPresent();
    }

    private String text(String key, String otherwise) {
        return field.get(key).flatMap(YamlNode::asText).orElse(otherwise);
    }
}
