package io.xianghub.legacy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A way into a tree, such as {@code input.data[0].name}; the empty path is the tree itself. */
record TreePath(List<Object> steps) {

    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,6})\\]");
    private static final Object NOWHERE = new Object();

    TreePath {
        steps = List.copyOf(steps);
    }

    static TreePath of(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int end = 0;
        while (matcher.lookingAt()) {
            steps.add(matcher.group(1) != null ? matcher.group(1) : Integer.valueOf(matcher.group(2)));
            end = matcher.end();
            matcher.region(end, path.length());
        }
        if (end != path.length()) {
            throw new IllegalArgumentException("Not a path: " + path);
        }
        return new TreePath(steps);
    }

    @Nullable Object in(@Nullable Object tree) {
        Object found = walk(tree);
        return found == NOWHERE ? null : found;
    }

    boolean existsIn(@Nullable Object tree) {
        return walk(tree) != NOWHERE;
    }

    /** What stands there as a text; departments write a code as a number one day, as a string the next. */
    String textIn(@Nullable Object tree) {
        Object found = in(tree);
        return Template.asText(found instanceof BigDecimal decimal ? plain(decimal) : found)
                .strip();
    }

    /** Without zeros behind the point; an exponent at the end of what can be counted has no room for those of 100. */
    private static BigDecimal plain(BigDecimal decimal) {
        return Math.abs((long) decimal.scale()) > Template.MAX_SCALE ? decimal : decimal.stripTrailingZeros();
    }

    private @Nullable Object walk(@Nullable Object tree) {
        Object here = tree;
        for (Object step : steps) {
            if (here instanceof Map<?, ?> map && step instanceof String key && map.containsKey(key)) {
                here = map.get(key);
            } else if (here instanceof List<?> list && step instanceof Integer index && index < list.size()) {
                here = list.get(index);
            } else {
                return NOWHERE;
            }
        }
        return here;
    }
}
