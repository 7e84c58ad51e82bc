package io.xianghub.bundle.contract;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two schemas field by field. Each keyword is found to let more, less or something else through; whether that
 * breaks somebody depends on the way the values travel.
 */
final class SchemaChanges {

    /** One difference, before it is put into words. */
    record Difference(String path, Aspect aspect, Kind kind, Impact impact, Text before, Text after, Places places) {}

    /** Where both versions declare it; null where they do not. */
    record Places(@Nullable Spot before, @Nullable Spot after) {}

    private record Pair(List<List<String>> before, List<List<String>> after) {}

    private static final int MOST_VISITS = 10_000;
    private static final int DEEPEST = 120;
    private static final Text ANY = new Text("任意", "any");
    private static final Text NOTHING = new Text("", "");

    private final Direction direction;
    private final List<Difference> found = new ArrayList<>();
    private final Set<Pair> open = new HashSet<>();
    private final Set<Pair> same = new HashSet<>();
    private int visits;
    private int cuts;

    SchemaChanges(Direction direction) {
        this.direction = direction;
    }

    List<Difference> between(Spot before, Spot after, String path) {
        compare(List.of(before), List.of(after), path);
        return List.copyOf(found);
    }

    /** What differs when this is tried; nothing of it is kept. */
    List<Difference> trial(Schema before, Schema after) {
        SchemaChanges trial = new SchemaChanges(direction);
        trial.open.addAll(open);
        trial.visits = visits;
        trial.compare(before, after, new Places(null, null), "");
        visits = trial.visits;
        return trial.found;
    }

    void compare(List<Spot> before, List<Spot> after, String path) {
        List<Spot> was = before.stream().map(Spot::resolved).toList();
        List<Spot> is = after.stream().map(Spot::resolved).toList();
        Pair pair = new Pair(
                was.stream().map(Spot::pointer).toList(),
                is.stream().map(Spot::pointer).toList());
        if (same.contains(pair)) {
            return;
        }
        if (open.contains(pair)) {
            cuts++;
            return;
        }
        Places places = new Places(before.isEmpty() ? null : before.get(0), after.isEmpty() ? null : after.get(0));
        if (++visits > MOST_VISITS || open.size() > DEEPEST) {
            tooMuch(path, places);
            return;
        }
        int cutsBefore = cuts;
        int foundBefore = found.size();
        open.add(pair);
        compare(Schema.of(was), Schema.of(is), places, path);
        open.remove(pair);
        // What was cut off further down may still turn out to differ.
        if (cuts == cutsBefore && found.size() == foundBefore) {
            same.add(pair);
        }
    }

    private void tooMuch(String path, Places places) {
        cuts++;
        boolean said = found.stream().anyMatch(difference -> difference.after().equals(Words.TOO_MUCH));
        if (!said) {
            add(path, Aspect.RULE, Kind.UNDECIDED, Words.TOO_MUCH, Words.TOO_MUCH, places);
        }
    }

    private void compare(Schema before, Schema after, Places places, String path) {
        if (Alternatives.apply(before, after)) {
            new Alternatives(this, direction).oneWithMany(before, after, places, path);
            return;
        }
        types(before, after, places, path);
        values(before, after, places, path);
        for (Limit limit : Limit.ALL) {
            bound(limit, before, after, places, path);
        }
        Set<String> keywords = new TreeSet<>(before.rules().keySet());
        keywords.addAll(after.rules().keySet());
        for (String keyword : keywords) {
            Set<String> was = before.rules().getOrDefault(keyword, Set.of());
            Set<String> is = after.rules().getOrDefault(keyword, Set.of());
            if (!was.equals(is)) {
                Rules.Verdict verdict = Rules.of(keyword, was, is);
                Places where = at(keyword, before, after, places);
                add(path, verdict.aspect(), verdict.kind(), Words.rule(keyword, was), Words.rule(keyword, is), where);
            }
        }
        if (!before.items().isEmpty() || !after.items().isEmpty()) {
            compare(before.items(), after.items(), path + "[]");
        }
        new FieldChanges(this, direction).compare(before, after, places, path);
        new Alternatives(this, direction).compare(before, after, places, path);
    }

    private void types(Schema before, Schema after, Places places, String path) {
        Set<String> was = Types.of(before, after);
        Set<String> is = Types.of(after, before);
        if (!was.equals(is)) {
            Aspect aspect = Types.differOnlyInNull(was, is) ? Aspect.NULL : Aspect.TYPE;
            add(path, aspect, kind(was, is), Types.words(was), Types.words(is), at("type", before, after, places));
        }
    }

    private void values(Schema before, Schema after, Places places, String path) {
        Set<String> was = before.values();
        Set<String> is = after.values();
        if (Objects.equals(was, is)) {
            return;
        }
        Kind kind = was == null ? Kind.NARROWED : is == null ? Kind.WIDENED : kind(was, is);
        add(path, Aspect.VALUES, kind, values(was), values(is), at("enum", before, after, places));
    }

    private static Text values(@Nullable Set<String> values) {
        return values == null ? ANY : Words.plain(String.join(" ", values));
    }

    private void bound(Limit limit, Schema before, Schema after, Places places, String path) {
        Optional<Bound> was = before.bound(limit);
        Optional<Bound> is = after.bound(limit);
        boolean bothFree = was.isEmpty() && is.isEmpty();
        if (bothFree || (was.isPresent() && is.isPresent() && was.get().same(is.get()))) {
            return;
        }
        boolean narrower = is.isPresent() && (was.isEmpty() || is.get().tighterThan(was.get(), limit.sign()));
        add(
                path,
                limit.aspect(),
                narrower ? Kind.NARROWED : Kind.WIDENED,
                Words.bound(limit, was),
                Words.bound(limit, is),
                at(limit.keyword(), before, after, places));
    }

    static <T> Kind kind(Set<T> before, Set<T> after) {
        if (after.containsAll(before)) {
            return Kind.WIDENED;
        }
        return before.containsAll(after) ? Kind.NARROWED : Kind.CHANGED;
    }

    void add(String path, Aspect aspect, Kind kind, Text before, Text after, Places places) {
        add(new Difference(path, aspect, kind, direction.of(aspect, kind), before, after, places));
    }

    void add(String path, Aspect aspect, Kind kind, Impact impact, Text words, Places places) {
        boolean removed = kind == Kind.REMOVED;
        add(new Difference(path, aspect, kind, impact, removed ? words : NOTHING, removed ? NOTHING : words, places));
    }

    void add(Difference difference) {
        found.add(difference);
    }

    /** The keyword's own place where it stands, or the schema's. */
    static Places at(String keyword, Schema before, Schema after, Places places) {
        return new Places(
                before.where(keyword).orElse(places.before()),
                after.where(keyword).orElse(places.after()));
    }
}
