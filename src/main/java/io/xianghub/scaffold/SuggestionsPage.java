package io.xianghub.scaffold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that lists all suggestions of a bundle, for somebody to decide. */
final class SuggestionsPage {

    private final Map<String, StandardNames.Named> fields = new LinkedHashMap<>();
    private final StandardNames names;

    private SuggestionsPage(StandardNames names) {
        this.names = names;
    }

    static SuggestionsPage of(LegacySystem system, StandardNames names) {
        SuggestionsPage page = new SuggestionsPage(names);
        for (LegacyOperation operation : system.operations()) {
            LegacyOperation.Input input = operation.input();
            page.collect(input.path());
            page.collect(input.query());
            if (input.body() != null) {
                page.collect(input.body());
            }
            if (operation.outcome().shape() != null) {
                page.collect(operation.outcome().shape());
            }
        }
        return page;
    }

    private void collect(Shape shape) {
        if (shape instanceof Shape.Group group) {
            for (StandardNames.Named named : names.of(group)) {
                if (!named.suggestions().isEmpty() || named.taken() != null) {
                    fields.putIfAbsent(named.part().name() + " " + named.part().label(), named);
                }
                collect(named.part().shape());
            }
        } else if (shape instanceof Shape.Many many) {
            collect(many.item());
        }
    }

    int suggested() {
        return fields.size();
    }

    int taken() {
        return (int)
                fields.values().stream().filter(named -> named.taken() != null).count();
    }

    String text() {
        StringBuilder page = new StringBuilder(
                """
                # 标准字段建议 Suggested standard fields

                建议不会自动生效：改映射和契约中的名称，或用 `hub init … --apply-suggestions` 采用可信度 0.80 以上的建议。
                Nothing here is applied by itself: rename the fields in mappings and contract, or take those of 0.80 and more with
                `hub init … --apply-suggestions`.

                | 部门字段 Field | 说明 Label | 建议 Suggestion | 可信度 Confidence | 理由 Reason | 其他可能 Others |
                |---|---|---|---|---|---|
                """);
        for (StandardNames.Named named : fields.values()) {
            List<Suggestion> all = new ArrayList<>(named.suggestions());
            Suggestion taken = named.taken();
            if (taken != null) {
                all.removeIf(each -> each.field().equals(taken.field()));
                all.add(0, taken);
            }
            Suggestion best = all.get(0);
            page.append("| `")
                    .append(cell(named.part().name()))
                    .append("` | ")
                    .append(cell(named.part().label()))
                    .append(" | `")
                    .append(best.field().name())
                    .append("` ")
                    .append(best.field().label())
                    .append(taken != null ? " ✓" : "")
                    .append(" | ")
                    .append(best.percent())
                    .append(" | ")
                    .append(cell(best.reason().zh()))
                    .append("<br>")
                    .append(cell(best.reason().en()))
                    .append(" | ")
                    .append(String.join(
                            ", ",
                            all.stream()
                                    .skip(1)
                                    .map(each -> "`" + each.field().name() + "` " + each.percent())
                                    .toList()))
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String cell(String words) {
        String line = words.strip().replaceAll("\\s+", " ").replace("|", "\\|");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }
}
