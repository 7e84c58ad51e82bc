package io.xianghub.cli;

import io.xianghub.bundle.lineage.Breakage;
import io.xianghub.bundle.lineage.Flow;
import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How lineage is shown in a terminal, and as JSON. */
final class LineageText {

    private final Reading reading;

    LineageText(Reading reading) {
        this.reading = reading;
    }

    /** A line a field, below what it is a field of. */
    String flows(List<Flow> flows) {
        StringBuilder text = new StringBuilder();
        for (Flow flow : flows) {
            for (Flow.End end : flow.ends()) {
                text.append(flow.input()).append(" → ").append(end.to()).append('\n');
                end.fields().stream().filter(field -> !field.from().isEmpty()).forEach(field -> text.append("  ")
                        .append(field.path().isEmpty() ? "*" : field.path())
                        .append(" ← ")
                        .append(sources(field.from()))
                        .append('\n'));
                if (!end.known() || !flow.complete()) {
                    text.append("  ")
                            .append(reading.say(Text.of("可能还有别的字段", "there may be other fields")))
                            .append('\n');
                }
            }
        }
        return text.toString().stripTrailing();
    }

    private String sources(List<Flow.Source> sources) {
        String certain = names(sources, false);
        String perhaps = names(sources, true);
        return certain
                + (perhaps.isEmpty()
                        ? ""
                        : (certain.isEmpty() ? "" : reading.say(new Text("；", "; ")))
                                + reading.say(Text.of("可能 ", "perhaps "))
                                + perhaps);
    }

    private static String names(List<Flow.Source> sources, boolean perhaps) {
        return sources.stream()
                .filter(source -> source.bond().word().equals("perhaps") == perhaps)
                .map(source -> source.place() + (source.path().isEmpty() ? "" : ":" + source.path()))
                .collect(Collectors.joining(", "));
    }

    /** A sentence for each thing that breaks. */
    String breakages(List<Breakage> breakages) {
        return breakages.stream().map(this::sentence).collect(Collectors.joining("\n"));
    }

    private String sentence(Breakage breakage) {
        StringBuilder sentence = new StringBuilder(breakage.input());
        if (!breakage.end().isEmpty()) {
            sentence.append(" → ").append(breakage.end());
        }
        if (!breakage.field().isEmpty()) {
            sentence.append(' ').append(breakage.field());
        }
        sentence.append(reading.say(new Text("：", ": ")))
                .append(reading.say(breakage.effect().label()));
        if (breakage.demanded()) {
            sentence.append(reading.say(Text.of("；契约要求此字段", "; the contract demands it")));
        }
        Position at = breakage.at();
        return at == null
                ? sentence.toString()
                : sentence.append(" (").append(at).append(')').toString();
    }

    Map<String, @Nullable Object> tree(String bundle, List<Flow> flows) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("bundle", bundle);
        tree.put("flows", flows.stream().map(this::tree).toList());
        return tree;
    }

    private Map<String, Object> tree(Flow flow) {
        return Map.of(
                "input",
                flow.input(),
                "complete",
                flow.complete(),
                "ends",
                flow.ends().stream()
                        .map(end -> Map.of(
                                "to",
                                end.to(),
                                "known",
                                end.known(),
                                "fields",
                                end.fields().stream().map(LineageText::tree).toList()))
                        .toList());
    }

    private static Map<String, @Nullable Object> tree(Flow.Field field) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("path", field.path());
        tree.put(
                "from",
                field.from().stream()
                        .map(source -> Map.of(
                                "place",
                                source.place(),
                                "path",
                                source.path(),
                                "bond",
                                source.bond().word()))
                        .toList());
        place(field.at(), tree);
        return tree;
    }

    Map<String, @Nullable Object> tree(Breakage breakage) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("input", breakage.input());
        tree.put("end", breakage.end());
        tree.put("field", breakage.field());
        tree.put("effect", breakage.effect().word());
        tree.put("demanded", breakage.demanded());
        place(breakage.at(), tree);
        return tree;
    }

    private static void place(@Nullable Position at, Map<String, @Nullable Object> tree) {
        if (at != null) {
            tree.put("file", at.file());
            tree.put("line", at.line());
            tree.put("column", at.column());
        }
    }
}
