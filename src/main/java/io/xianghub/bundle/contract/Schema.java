package io.xianghub.bundle.contract;

import io.xianghub.shared.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that holds at one place: references followed, {@code allOf} merged, {@code null} taken out of alternatives. */
final class Schema {

    static final Set<String> ALL_TYPES = Set.of("array", "boolean", "integer", "null", "number", "object", "string");
    private static final Set<String> BOUNDS =
            Limit.ALL.stream().flatMap(Limit::keywords).collect(Collectors.toUnmodifiableSet());

    /** Alternatives of which one, or at least one, must hold. */
    record Group(String keyword, List<Spot> members, boolean orNull) {}

    private final Set<String> types = new TreeSet<>(ALL_TYPES);
    private final Map<String, List<Spot>> properties = new TreeMap<>();
    private final Set<String> required = new TreeSet<>();
    private final List<Spot> items = new ArrayList<>();
    private final List<Spot> otherFields = new ArrayList<>();
    private final Map<Limit, Bound> bounds = new HashMap<>();
    private final Map<String, Set<String>> rules = new TreeMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Spot> where = new HashMap<>();
    private final Set<List<String>> seen = new HashSet<>();
    private @Nullable Set<String> values;
    private boolean typed;
    private boolean closed;
    private final List<Spot> all;

    private Schema(List<Spot> all) {
        this.all = all;
    }

    /** What holds where all of these hold. */
    static Schema of(List<Spot> all) {
        Schema schema = new Schema(all);
        all.forEach(spot -> schema.collect(spot, false));
        return schema;
    }

    /** This with one of its alternatives taken. */
    Schema choosing(Spot alternative) {
        Schema schema = of(all);
        schema.groups.clear();
        schema.collect(alternative, false);
        return schema;
    }

    private void collect(Spot spot, boolean orNull) {
        if (Boolean.FALSE.equals(spot.tree())) {
            types.clear();
            typed = true;
            where.putIfAbsent("type", spot);
        }
        if (!(spot.tree() instanceof Map<?, ?> schema) || !seen.add(spot.pointer())) {
            return;
        }
        types(schema, spot, orNull);
        for (Limit limit : Limit.ALL) {
            Bound bound = limit.in(schema);
            if (bound != null) {
                bounds.merge(limit, bound, (one, other) -> one.tighterThan(other, limit.sign()) ? one : other);
                limit.keywords()
                        .filter(schema::containsKey)
                        .forEach(keyword -> where.putIfAbsent(limit.keyword(), spot));
            }
        }
        schema.keySet().forEach(key -> keyword(String.valueOf(key), spot, orNull));
    }

    private void types(Map<?, ?> schema, Spot spot, boolean orNull) {
        Set<String> here = new TreeSet<>();
        if (schema.get("type") instanceof String one) {
            here.add(one);
        } else if (schema.get("type") instanceof List<?> many) {
            many.forEach(one -> here.add(String.valueOf(one)));
        } else {
            return;
        }
        if (here.contains("number")) {
            here.add("integer");
        }
        if (orNull || Boolean.TRUE.equals(schema.get("nullable"))) {
            here.add("null");
        }
        types.retainAll(here);
        typed = true;
        where.putIfAbsent("type", spot);
    }

    private void keyword(String keyword, Spot spot, boolean orNull) {
        Spot value = spot.child(keyword);
        switch (keyword) {
            case "type", "nullable" -> {}
            case "$ref" ->
                spot.reference()
                        .flatMap(spot.document()::resolve)
                        .ifPresentOrElse(target -> collect(target, orNull), () -> rule(keyword, spot));
            case "allOf" -> members(value).forEach(member -> collect(member, orNull));
            case "anyOf", "oneOf" -> alternatives(keyword, value, orNull);
            case "properties" -> {
                if (value.tree() instanceof Map<?, ?> named) {
                    named.keySet().forEach(name -> properties
                            .computeIfAbsent(String.valueOf(name), key -> new ArrayList<>())
                            .add(value.child(String.valueOf(name))));
                }
            }
            case "required" -> {
                if (value.tree() instanceof List<?> names) {
                    names.forEach(name -> required.add(String.valueOf(name)));
                    where.putIfAbsent(keyword, spot);
                }
            }
            case "items" -> items.add(value);
            case "additionalProperties" -> {
                closed |= Boolean.FALSE.equals(value.tree());
                if (value.tree() instanceof Map<?, ?> map && !map.isEmpty()) {
                    otherFields.add(value);
                }
                where.putIfAbsent(keyword, spot);
            }
            case "unevaluatedProperties" -> {
                if (Boolean.FALSE.equals(value.tree())) {
                    closed = true;
                    where.putIfAbsent("additionalProperties", spot);
                } else {
                    rule(keyword, spot);
                }
            }
            case "enum" -> values(keyword, value.tree() instanceof List<?> list ? list : List.of(), spot, orNull);
            case "const" -> {
                List<@Nullable Object> one = new ArrayList<>();
                one.add(value.tree());
                values(keyword, one, spot, orNull);
            }
            default -> {
                boolean bound = BOUNDS.contains(keyword) && value.tree() instanceof Number;
                if (!Keywords.annotation(keyword) && !bound) {
                    rule(keyword, spot);
                }
            }
        }
    }

    private void alternatives(String keyword, Spot value, boolean orNull) {
        List<Spot> members = new ArrayList<>(members(value));
        boolean nullToo = members.removeIf(Schema::onlyNull) || orNull;
        if (members.size() == 1) {
            collect(members.get(0), nullToo);
        } else if (members.isEmpty()) {
            types.retainAll(Set.of("null"));
            typed = true;
            where.putIfAbsent("type", value);
        } else {
            groups.add(new Group(keyword, List.copyOf(members), nullToo));
            where.putIfAbsent(keyword, value);
        }
    }

    private static boolean onlyNull(Spot member) {
        return member.resolved().tree() instanceof Map<?, ?> map
                && "null".equals(map.get("type"))
                && map.keySet().stream()
                        .allMatch(key -> key.equals("type") || Keywords.annotation(String.valueOf(key)));
    }

    private void values(String keyword, List<?> listed, Spot spot, boolean orNull) {
        Set<String> here = new TreeSet<>();
        listed.forEach(value -> here.add(Json.write(value)));
        if (orNull) {
            here.add("null");
        }
        if (values == null) {
            values = here;
        } else {
            values.retainAll(here);
        }
        where.putIfAbsent("enum", keyword.equals("enum") ? spot : spot.child(keyword));
    }

    private void rule(String keyword, Spot spot) {
        if (Keywords.OFF_BY_DEFAULT.contains(keyword)
                && Boolean.FALSE.equals(spot.child(keyword).tree())) {
            return;
        }
        rules.computeIfAbsent(keyword, key -> new TreeSet<>()).add(Inlined.text(spot.child(keyword)));
        where.putIfAbsent(keyword, spot);
    }

    private static List<Spot> members(Spot list) {
        List<Spot> members = new ArrayList<>();
        if (list.tree() instanceof List<?> trees) {
            for (int i = 0; i < trees.size(); i++) {
                members.add(list.item(i));
            }
        }
        return members;
    }

    /** What may stand here, as far as declared types and listed values say. */
    Set<String> types() {
        return types;
    }

    boolean typed() {
        return typed;
    }

    /** The listed values as JSON texts; null when any value may stand here. */
    @Nullable Set<String> values() {
        return values;
    }

    /** All that is said of each named field; nothing for one that is required and not declared. */
    Map<String, List<Spot>> fields() {
        Map<String, List<Spot>> fields = new TreeMap<>(properties);
        required.forEach(name -> fields.putIfAbsent(name, List.of()));
        return fields;
    }

    boolean requires(String field) {
        return required.contains(field);
    }

    List<Spot> items() {
        return items;
    }

    List<Spot> otherFields() {
        return otherFields;
    }

    /** Whether no field may come that is not declared. */
    boolean closed() {
        return closed;
    }

    Optional<Bound> bound(Limit limit) {
        return Optional.ofNullable(bounds.get(limit));
    }

    /** Keywords that are compared as texts. */
    Map<String, Set<String>> rules() {
        return rules;
    }

    List<Group> groups() {
        return groups;
    }

    /** Where the keyword stands; empty when it does not. */
    Optional<Spot> where(String keyword) {
        return Optional.ofNullable(where.get(keyword)).map(spot -> spot.child(keyword));
    }
}
