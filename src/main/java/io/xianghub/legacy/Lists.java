package io.xianghub.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which elements of an XML document are lists, however many of them there are.
 *
 * @param isList whether this element is one
 * @param below its children that are lists, or have lists below them
 */
record Lists(boolean isList, Map<String, Lists> below) {

    static final Lists NONE = new Lists(false, Map.of());

    /** As deep as an XML document may nest. */
    private static final int DEEPEST = 90;

    private static final Pattern PATH = Pattern.compile("[^.\\[\\]@#\\s]+(\\.[^.\\[\\]@#\\s]+)*+");

    /** @param paths of local names below the root, such as {@code RECORDS.RECORD}; empty when one of them is none */
    static Optional<Lists> of(List<String> paths) {
        Lists all = NONE;
        for (String path : paths) {
            List<String> steps = List.of(path.split("\\."));
            if (!PATH.matcher(path).matches() || steps.size() > DEEPEST) {
                return Optional.empty();
            }
            all = all.with(steps);
        }
        return Optional.of(all);
    }

    private Lists with(List<String> steps) {
        if (steps.isEmpty()) {
            return new Lists(true, below);
        }
        Map<String, Lists> more = new LinkedHashMap<>(below);
        more.put(steps.get(0), at(steps.get(0)).with(steps.subList(1, steps.size())));
        return new Lists(isList, more);
    }

    Lists at(String child) {
        return below.getOrDefault(child, NONE);
    }
}
