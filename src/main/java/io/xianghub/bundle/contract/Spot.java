package io.xianghub.bundle.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a schema document.
 *
 * @param pointer the segments of its JSON pointer from the document's root
 */
record Spot(SchemaDocument document, List<String> pointer, @Nullable Object tree) {

    Spot {
        pointer = List.copyOf(pointer);
    }

    Spot child(String key) {
        List<String> deeper = new ArrayList<>(pointer);
        deeper.add(key);
        return new Spot(document, deeper, tree instanceof Map<?, ?> map ? map.get(key) : null);
    }

    Spot item(int index) {
        List<String> deeper = new ArrayList<>(pointer);
        deeper.add(String.valueOf(index));
        return new Spot(document, deeper, tree instanceof List<?> list && index < list.size() ? list.get(index) : null);
    }

    Optional<String> reference() {
        return tree instanceof Map<?, ?> map && map.get("$ref") instanceof String ref
                ? Optional.of(ref)
                : Optional.empty();
    }

    /** What a schema that says nothing but {@code $ref} stands for; itself otherwise. */
    Spot resolved() {
        Spot here = this;
        for (int hops = 0; hops < SchemaDocument.MOST_HOPS; hops++) {
            Optional<Spot> target = here.onlyRefers() ? here.reference().flatMap(document::resolve) : Optional.empty();
            if (target.isEmpty()) {
                return here;
            }
            here = target.get();
        }
        return here;
    }

    private boolean onlyRefers() {
        return tree instanceof Map<?, ?> map
                && map.containsKey("$ref")
                && map.keySet().stream()
                        .allMatch(key -> key.equals("$ref") || Keywords.annotation(String.valueOf(key)));
    }
}
