package io.xianghub.scaffold;

import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a coded field, from a schema's enumeration or from a comment that lists them. */
final class Codes {

    // 1-男 2-女 · 01:正常,02:封存 · 1=是;2=否
    private static final Pattern LISTED =
            Pattern.compile("(?<![\\p{L}\\p{N}.])([0-9A-Z]{1,4})\\s*[-:：=＝、.]\\s*([\\p{L}][\\p{L}/]{0,20})");

    private Codes() {}

    static List<Shape.Code> of(YamlNode.Mapping schema) {
        List<YamlNode> values = schema.get("enum").orElse(null) instanceof YamlNode.Sequence list
                ? list.items()
                : schema.get("const").stream().toList();
        List<String> labels = List.of();
        for (String key : List.of("x-enum-descriptions", "x-enumNames", "x-enum-varnames")) {
            if (labels.isEmpty()) {
                labels = SchemaFacts.texts(schema.get(key).orElse(null));
            }
        }
        List<Shape.Code> codes = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).plain() != null) {
                codes.add(new Shape.Code(values.get(i).asText().orElse(""), i < labels.size() ? labels.get(i) : ""));
            }
        }
        return codes;
    }

    /** Codes that a comment lists, at least two of them. */
    static List<Shape.Code> listed(String comment) {
        List<Shape.Code> codes = new ArrayList<>();
        Matcher found = LISTED.matcher(comment);
        while (found.find()) {
            codes.add(new Shape.Code(found.group(1), found.group(2)));
        }
        boolean distinct = codes.stream().map(Shape.Code::value).distinct().count() == codes.size();
        return codes.size() >= 2 && distinct ? codes : List.of();
    }
}
