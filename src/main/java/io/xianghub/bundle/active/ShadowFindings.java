package io.xianghub.bundle.active;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/**
 * What a shadow found; values are never kept, only where they differ.
 *
 * @param dropped calls that were not compared because too many waited
 * @param tooLarge calls that were not compared because the recording of one outgrew {@code limit} bytes
 * @param fields how often each field differed, most often first
 * @param examples one place for each field
 */
@NamedInterface("shadow")
public record ShadowFindings(
        long compared,
        long differing,
        long dropped,
        long tooLarge,
        long limit,
        Map<String, Long> fields,
        List<Example> examples) {

    private static final Pattern POSITION = Pattern.compile("\\[[0-9]+]");
    private static final Pattern LINE = Pattern.compile("\\b(line|byte) [0-9]+$");

    static final ShadowFindings NONE = new ShadowFindings(0, 0, 0, 0, 0, Map.of(), List.of());

    public ShadowFindings {
        fields = mostOftenFirst(fields);
        examples = List.copyOf(examples);
    }

    /**
     * An exchange in which the versions differed.
     *
     * @param fields where, such as {@code answer.items[3].validTo}; only fields that no earlier example shows
     */
    public record Example(String exchange, List<String> fields) {
        public Example {
            fields = List.copyOf(fields);
        }
    }

    /** The field that a place is one of: list positions are left out, so that fields can be counted. */
    public static String field(String place) {
        return LINE.matcher(POSITION.matcher(place).replaceAll("[]")).replaceAll("$1");
    }

    boolean isEmpty() {
        return compared == 0 && dropped == 0 && tooLarge == 0;
    }

    /** Both together. */
    ShadowFindings plus(ShadowFindings more) {
        Map<String, Long> both = new LinkedHashMap<>(fields);
        more.fields.forEach((field, count) -> both.merge(field, count, Long::sum));
        List<Example> all = new ArrayList<>(examples);
        for (Example example : more.examples) {
            List<String> shown = example.fields().stream()
                    .filter(place -> !fields.containsKey(field(place)))
                    .toList();
            if (!shown.isEmpty()) {
                all.add(new Example(example.exchange(), shown));
            }
        }
        return new ShadowFindings(
                compared + more.compared,
                differing + more.differing,
                dropped + more.dropped,
                tooLarge + more.tooLarge,
                Math.max(limit, more.limit),
                both,
                all);
    }

    private static Map<String, Long> mostOftenFirst(Map<String, Long> fields) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        fields.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(field -> sorted.put(field.getKey(), field.getValue()));
        return Collections.unmodifiableMap(sorted);
    }
}
