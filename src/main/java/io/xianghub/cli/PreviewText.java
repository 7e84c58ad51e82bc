package io.xianghub.cli;

import io.xianghub.bundle.sample.Preview;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a preview is shown in a terminal, and as JSON. */
final class PreviewText {

    private static final int MOST_LINES = 500;

    private final Reading reading;

    PreviewText(Reading reading) {
        this.reading = reading;
    }

    /** A line a field, each with the line of the mapping's file that it is written in. */
    String text(Preview preview) {
        StringBuilder text = new StringBuilder();
        preview.lines().stream().limit(MOST_LINES).forEach(line -> text.append(line(line)));
        int more = preview.lines().size() - MOST_LINES;
        if (more > 0) {
            text.append(reading.say(Text.of("另有 %d 个字段，见 --json", "%d more fields: see --json", more)))
                    .append('\n');
        }
        if (preview.result() != null) {
            text.append('\n').append(whole(preview.result())).append('\n');
        }
        return text.toString().stripTrailing();
    }

    private String line(Preview.Line line) {
        if (line.skipped()) {
            return "%4d  %s %s  ← %s\n"
                    .formatted(
                            line.at().line(),
                            line.target(),
                            reading.say(Text.of("（条件不成立，没有此字段）", "(left out: its condition does not hold)")),
                            origins(line));
        }
        String from = line.from().isEmpty() ? reading.say(Text.of("常量", "constant")) : origins(line);
        return "%4d  %s = %s  ← %s\n".formatted(line.at().line(), line.target(), shown(line.value()), from);
    }

    private String origins(Preview.Line line) {
        return line.from().stream()
                .map(origin -> origin.place() + " " + shown(origin.value()))
                .collect(Collectors.joining(", "));
    }

    private String shown(Preview.Shown shown) {
        if (shown.absent()) {
            return reading.say(Text.of("（没有）", "(absent)"));
        }
        return shown.instead() != null ? reading.say(shown.instead()) : Json.write(SampleView.plain(shown.value()));
    }

    /** Why the mapping refuses the input. */
    void refused(Preview preview) {
        preview.refused()
                .forEach(wrong -> reading.note(new Text(
                        wrong.path() + "：" + wrong.message().zh(),
                        wrong.path() + ": " + wrong.message().en())));
    }

    Map<String, @Nullable Object> tree(String bundle, String mapping, Preview preview) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("bundle", bundle);
        tree.put("mapping", mapping);
        tree.put("input", preview.input());
        tree.put("script", preview.script());
        tree.put("fields", preview.lines().stream().map(this::tree).toList());
        tree.put(
                "refused",
                preview.refused().stream()
                        .map(wrong -> Map.of("path", wrong.path(), "message", reading.say(wrong.message())))
                        .toList());
        if (preview.result() != null) {
            tree.put("result", SampleView.plain(readable(preview.result())));
        }
        return tree;
    }

    private Map<String, @Nullable Object> tree(Preview.Line line) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("target", line.target());
        put(line.value(), tree);
        if (line.skipped()) {
            tree.put("skipped", true);
        }
        tree.put(
                "from",
                line.from().stream()
                        .map(origin -> {
                            Map<String, @Nullable Object> one = new LinkedHashMap<>();
                            one.put("place", origin.place());
                            put(origin.value(), one);
                            return one;
                        })
                        .toList());
        tree.put("file", line.at().file());
        tree.put("line", line.at().line());
        return tree;
    }

    private void put(Preview.Shown shown, Map<String, @Nullable Object> tree) {
        if (shown.instead() != null) {
            tree.put("hidden", reading.say(shown.instead()));
        } else if (!shown.absent()) {
            tree.put("value", SampleView.plain(shown.value()));
        }
    }

    private static String whole(Object result) {
        Object readable = readable(result);
        return readable instanceof String text ? text : Json.write(SampleView.plain(readable));
    }

    /** What a mapping wrote in its target's charset, as text. */
    private static Object readable(Object result) {
        if (!(result instanceof byte[] bytes)) {
            return result;
        }
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030")}) {
            try {
                return Charsets.decode(bytes, charset);
            } catch (Malformed other) {
                // it may be the next
            }
        }
        return result;
    }
}
