package io.xianghub.bundle.contract;

import io.xianghub.bundle.contract.SchemaChanges.Places;
import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares {@code oneOf} and {@code anyOf}: which alternative became which, and which came or went. */
final class Alternatives {

    private final SchemaChanges changes;
    private final Direction direction;

    Alternatives(SchemaChanges changes, Direction direction) {
        this.changes = changes;
        this.direction = direction;
    }

    /** Whether one has alternatives and the other has none: then the other is compared with each of them. */
    static boolean apply(Schema before, Schema after) {
        return before.groups().size() + after.groups().size() == 1;
    }

    /** The whole difference where {@link #apply} says so. */
    void oneWithMany(Schema before, Schema after, Places places, String path) {
        boolean grown = before.groups().isEmpty();
        Schema one = grown ? before : after;
        Schema many = grown ? after : before;
        Schema.Group group = many.groups().get(0);
        for (Spot member : group.members()) {
            Schema chosen = many.choosing(member);
            if (changes.trial(grown ? one : chosen, grown ? chosen : one).isEmpty()) {
                List<Spot> rest = new ArrayList<>(group.members());
                rest.remove(member);
                rest.forEach(other -> comesOrGoes(grown, group, other, List.of(member), places, path));
                orNull(group.orNull() && !grown, group.orNull() && grown, places, path);
                return;
            }
        }
        Set<String> types = new TreeSet<>();
        group.members().forEach(member -> types.addAll(many.choosing(member).types()));
        if (group.orNull()) {
            types.add("null");
        }
        Set<String> was = grown ? one.types() : types;
        Set<String> is = grown ? types : one.types();
        if (!was.equals(is)) {
            changes.add(path, Aspect.TYPE, SchemaChanges.kind(was, is), Types.words(was), Types.words(is), places);
        }
        Text all = Words.plain(group.keyword());
        changes.add(
                path, Aspect.ALTERNATIVE, Kind.UNDECIDED, grown ? Words.NONE : all, grown ? all : Words.NONE, places);
    }

    void compare(Schema before, Schema after, Places places, String path) {
        List<Schema.Group> was = before.groups();
        List<Schema.Group> is = after.groups();
        if (was.size() != is.size()) {
            Text old = Words.plain(String.valueOf(was.size()));
            changes.add(path, Aspect.ALTERNATIVE, Kind.UNDECIDED, old, Words.plain(String.valueOf(is.size())), places);
            return;
        }
        for (int i = 0; i < was.size(); i++) {
            compare(was.get(i), is.get(i), places, path);
        }
    }

    private void compare(Schema.Group before, Schema.Group after, Places places, String path) {
        if (!before.keyword().equals(after.keyword())) {
            Text old = Words.plain(before.keyword());
            changes.add(path, Aspect.ALTERNATIVE, Kind.UNDECIDED, old, Words.plain(after.keyword()), places);
        }
        orNull(before.orNull(), after.orNull(), places, path);
        List<Spot> was = new ArrayList<>(before.members());
        List<Spot> is = new ArrayList<>(after.members());
        List<Spot[]> pairs = new ArrayList<>();
        pair(was, is, pairs, (old, next) -> named(old).isPresent() && named(old).equals(named(next)));
        pair(was, is, pairs, (old, next) -> changes.trial(Schema.of(List.of(old)), Schema.of(List.of(next)))
                .isEmpty());
        if (was.size() == 1 && is.size() == 1) {
            pairs.add(new Spot[] {was.remove(0), is.remove(0)});
        }
        for (Spot[] pair : pairs) {
            changes.compare(List.of(pair[0]), List.of(pair[1]), path + "(" + label(pair[1]) + ")");
        }
        was.forEach(gone -> comesOrGoes(false, before, gone, after.members(), places, path));
        is.forEach(come -> comesOrGoes(true, after, come, before.members(), places, path));
    }

    private interface Match {
        boolean of(Spot old, Spot next);
    }

    private static void pair(List<Spot> was, List<Spot> is, List<Spot[]> pairs, Match match) {
        for (Spot old : List.copyOf(was)) {
            Optional<Spot> next =
                    is.stream().filter(candidate -> match.of(old, candidate)).findFirst();
            if (next.isPresent()) {
                pairs.add(new Spot[] {old, next.get()});
                was.remove(old);
                is.remove(next.get());
            }
        }
    }

    private void comesOrGoes(
            boolean comes, Schema.Group group, Spot member, List<Spot> others, Places places, String path) {
        Impact impact = direction.of(Aspect.ALTERNATIVE, comes ? Kind.WIDENED : Kind.NARROWED);
        // Under oneOf a value that the newcomer takes as well is no longer taken.
        boolean overlaps =
                comes && group.keyword().equals("oneOf") && others.stream().anyMatch(other -> !disjoint(other, member));
        if (overlaps && impact == Impact.NONE) {
            impact = Impact.POSSIBLE;
        }
        Places where = comes ? new Places(null, member) : new Places(member, places.after());
        changes.add(
                path, Aspect.ALTERNATIVE, comes ? Kind.ADDED : Kind.REMOVED, impact, Words.plain(label(member)), where);
    }

    private static boolean disjoint(Spot one, Spot other) {
        Schema a = Schema.of(List.of(one));
        Schema b = Schema.of(List.of(other));
        Set<String> types = new TreeSet<>(a.types());
        types.retainAll(b.types());
        if (types.isEmpty()) {
            return true;
        }
        return a.fields().keySet().stream()
                .filter(field -> a.requires(field) && b.requires(field))
                .anyMatch(field -> apart(a, b, field));
    }

    private static boolean apart(Schema a, Schema b, String field) {
        Set<String> these = Schema.of(a.fields().getOrDefault(field, List.of())).values();
        Set<String> those = Schema.of(b.fields().getOrDefault(field, List.of())).values();
        return these != null && those != null && these.stream().noneMatch(those::contains);
    }

    private void orNull(boolean was, boolean is, Places places, String path) {
        if (was != is) {
            Text never = new Text("不允许", "not allowed");
            Text allowed = new Text("允许", "allowed");
            Kind kind = is ? Kind.WIDENED : Kind.NARROWED;
            changes.add(path, Aspect.NULL, kind, was ? allowed : never, is ? allowed : never, places);
        }
    }

    private static Optional<String> named(Spot member) {
        Optional<String> name = member.reference().map(ref -> ref.substring(ref.lastIndexOf('/') + 1));
        return name.isPresent() || !(member.tree() instanceof java.util.Map<?, ?> map)
                ? name
                : Optional.ofNullable(map.get("title")).map(String::valueOf);
    }

    private static String label(Spot member) {
        return named(member).orElseGet(() -> {
            String index = member.pointer().get(member.pointer().size() - 1);
            return index.matches("[0-9]{1,4}") ? "#" + (Integer.parseInt(index) + 1) : index;
        });
    }
}
