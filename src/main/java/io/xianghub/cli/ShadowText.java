package io.xianghub.cli;

import io.xianghub.bundle.active.ShadowFindings;
import io.xianghub.shared.Text;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a shadow found, as a person reads it: how many calls differed, in which fields, and where to look. */
final class ShadowText {

    private static final int FIELDS_SHOWN = 10;
    private static final long KILO = 1024;

    private ShadowText() {}

    /** @param found counts, fields and examples as the hub tells them */
    static Text of(String version, Map<?, ?> found) {
        Text counts = Text.of(
                "影子版本 %s：比对 %3$s 次，%2$s 次不同，另有 %4$s 次未及比对",
                "Shadow %s: differs in %s of %s, %s more not compared in time",
                version,
                group(found.get("differing")),
                group(found.get("compared")),
                group(found.get("dropped")));
        Text large = tooLarge(found);
        String fields = fields(found);
        return new Text(counts.zh() + large.zh() + fields, counts.en() + large.en() + fields);
    }

    private static Text tooLarge(Map<?, ?> found) {
        if (found.get("tooLarge") instanceof Long count && count > 0 && found.get("limit") instanceof Long limit) {
            return Text.of(
                    "；%s 次录制超过 %s，未比对",
                    "; not compared: %s, larger than %s",
                    group(count),
                    limit < KILO * KILO ? limit / KILO + " KB" : limit / KILO / KILO + " MB");
        }
        return new Text("", "");
    }

    private static String group(@Nullable Object number) {
        return number instanceof Long count ? String.format(Locale.ROOT, "%,d", count) : "0";
    }

    private static String fields(Map<?, ?> found) {
        if (!(found.get("fields") instanceof Map<?, ?> fields)) {
            return "";
        }
        Map<String, String> places = places(found);
        return fields.entrySet().stream()
                .limit(FIELDS_SHOWN)
                .map(field -> "\n  " + field.getKey() + "  " + group(field.getValue())
                        + places.getOrDefault(String.valueOf(field.getKey()), ""))
                .collect(Collectors.joining());
    }

    /** For each field, an exchange in which it differed, and its place there where that says more. */
    private static Map<String, String> places(Map<?, ?> found) {
        Map<String, String> places = new HashMap<>();
        for (Object item : Server.list(found, "examples")) {
            if (item instanceof Map<?, ?> example) {
                for (Object place : Server.list(example, "fields")) {
                    String where = String.valueOf(place);
                    String field = ShadowFindings.field(where);
                    String exact = field.equals(where) ? "" : " " + where;
                    places.putIfAbsent(field, "  (" + example.get("exchange") + exact + ")");
                }
            }
        }
        return places;
    }
}
