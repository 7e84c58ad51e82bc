package io.xianghub.scaffold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree of XML as connections read it: by local names. */
final class LocalTree {

    private LocalTree() {}

    static @Nullable Object of(@Nullable Object tree, boolean xml) {
        return xml ? local(tree) : tree;
    }

    private static @Nullable Object local(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> local = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                String name = String.valueOf(key);
                String mark = name.startsWith("@") ? "@" : "";
                String bare = name.substring(mark.length());
                local.put(mark + bare.substring(bare.indexOf(':') + 1), local(value));
            });
            return local;
        }
        return tree instanceof List<?> list
                ? list.stream().map(LocalTree::local).toList()
                : tree;
    }
}
