package io.xianghub.bundle.contract;

import io.xianghub.shared.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes part of a schema with what its references stand for, so that two texts differ when their meanings might. */
final class Inlined {

    private static final int MOST_NODES = 10_000;

    private final Set<List<String>> open = new HashSet<>();
    private int nodes;

    private Inlined() {}

    static String text(Spot spot) {
        Inlined inlined = new Inlined();
        Object tree = inlined.tree(spot);
        // Too much to write out: then everything that could be referred to is part of the text.
        return inlined.nodes > MOST_NODES
                ? Json.write(spot.tree()) + Json.write(spot.document().root().tree())
                : Json.write(tree);
    }

    private @Nullable Object tree(Spot spot) {
        if (++nodes > MOST_NODES) {
            return null;
        }
        if (spot.tree() instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                items.add(tree(spot.item(i)));
            }
            return items;
        }
        if (!(spot.tree() instanceof Map<?, ?> map)) {
            return spot.tree();
        }
        Map<String, @Nullable Object> members = new TreeMap<>();
        map.keySet().forEach(key -> members.put(String.valueOf(key), tree(spot.child(String.valueOf(key)))));
        Optional<Spot> target = spot.reference().flatMap(spot.document()::resolve);
        if (target.isPresent() && open.add(target.get().pointer())) {
            members.put("$ref", tree(target.get()));
            open.remove(target.get().pointer());
        }
        return members;
    }
}
