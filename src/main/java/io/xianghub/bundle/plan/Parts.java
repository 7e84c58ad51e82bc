package io.xianghub.bundle.plan;

import io.xianghub.bundle.files.BundleFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which files of a bundle differ from those that run. */
final class Parts {

    private Parts() {}

    /** By role, then by file. */
    static List<Part> between(@Nullable BundleFiles before, BundleFiles after) {
        Set<String> paths = new TreeSet<>(after.files().keySet());
        if (before != null) {
            paths.addAll(before.files().keySet());
        }
        List<Part> parts = new ArrayList<>();
        for (String path : paths) {
            byte[] was = before == null ? null : before.files().get(path);
            byte[] is = after.files().get(path);
            if (is == null) {
                parts.add(Part.of(after.name(), path, Part.Difference.REMOVED));
            } else if (was == null) {
                parts.add(Part.of(after.name(), path, Part.Difference.ADDED));
            } else if (!Arrays.equals(was, is)) {
                parts.add(Part.of(after.name(), path, Part.Difference.CHANGED));
            }
        }
        parts.sort(java.util.Comparator.comparing(Part::role).thenComparing(Part::file));
        return List.copyOf(parts);
    }
}
