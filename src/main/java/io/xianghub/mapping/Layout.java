package io.xianghub.mapping;

import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Target fields that are put where their paths lead, with the structures between them. */
final class Layout {

    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * What stands under one name.
     *
     * @param field null for a structure
     */
    private record Place(Position at, @Nullable YamlNode field, Layout below) {}

    /** Null, or where the field stands that has this path, or a part of it, already. */
    @Nullable Position put(List<String> names, Position at, YamlNode field) {
        String name = names.get(0);
        Place there = places.get(name);
        if (names.size() == 1) {
            if (there == null) {
                places.put(name, new Place(at, field, new Layout()));
            }
            return there == null ? null : there.at();
        }
        if (there == null) {
            there = new Place(at, null, new Layout());
            places.put(name, there);
        }
        return there.field() == null ? there.below().put(names.subList(1, names.size()), at, field) : there.at();
    }

    YamlNode.Mapping node(Position at) {
        Draft draft = new Draft(at);
        places.forEach((name, place) -> {
            YamlNode field = place.field();
            draft.put(
                    name,
                    place.at(),
                    field != null
                            ? field
                            : new Draft(place.at())
                                    .put("fields", place.below().node(place.at()))
                                    .node());
        });
        return draft.node();
    }
}
