package io.xianghub.bundle.contract;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what {@code bundle.yaml} promises: façades, message types, syncs, templates. */
final class PartChanges {

    private final List<Change> changes = new ArrayList<>();

    private PartChanges() {}

    static List<Change> between(BundleDefinition before, BundleDefinition after) {
        PartChanges parts = new PartChanges();
        parts.owner(before, after);
        parts.parts(Section.FACADE, before.facades(), after.facades());
        parts.parts(Section.MESSAGE, before.messages(), after.messages());
        parts.parts(Section.SYNC, before.syncs(), after.syncs());
        parts.parts(Section.TEMPLATE, before.templates(), after.templates());
        return List.copyOf(parts.changes);
    }

    /** A kind of part, and what its loss means for whom. */
    private enum Section {
        FACADE(Aspect.FACADE, Party.SENDER, Impact.BREAKING),
        MESSAGE(Aspect.MESSAGE, Party.SENDER, Impact.BREAKING),
        SYNC(Aspect.SYNC, Party.OPERATOR, Impact.BREAKING),
        TEMPLATE(Aspect.TEMPLATE, Party.RECIPIENT, Impact.POSSIBLE);

        private final Aspect aspect;
        private final Party party;
        private final Impact loss;

        Section(Aspect aspect, Party party, Impact loss) {
            this.aspect = aspect;
            this.party = party;
            this.loss = loss;
        }

        private String input(String name) {
            return aspect.word() + "." + name;
        }
    }

    /** Only clients of the owning department may send to a bundle. */
    private void owner(BundleDefinition before, BundleDefinition after) {
        if (!before.department().equals(after.department())) {
            boolean sends = !before.facades().isEmpty() || !before.messages().isEmpty();
            Impact impact = sends ? Impact.BREAKING : Impact.NONE;
            Position at = Position.whole("routes/" + after.name() + "/bundle.yaml");
            Text words = Sentence.of(
                    after.name().value(),
                    Aspect.OWNER,
                    Kind.CHANGED,
                    Words.plain(before.department()),
                    Words.plain(after.department()));
            Text message = Sentence.with(words, impact, Party.SENDER);
            changes.add(new Change("", "", Aspect.OWNER, Kind.CHANGED, impact, Party.SENDER, message, at, at));
        }
    }

    private void parts(Section section, Map<String, YamlNode> before, Map<String, YamlNode> after) {
        for (String name : union(before.keySet(), after.keySet())) {
            YamlNode was = before.get(name);
            YamlNode is = after.get(name);
            if (was == null || is == null) {
                Kind kind = was == null ? Kind.ADDED : Kind.REMOVED;
                Impact impact = was == null ? Impact.NONE : section.loss;
                add(section, name, "", section.aspect, kind, impact, "", "", was, is);
            } else {
                settings(section, name, "", was, is);
            }
        }
    }

    private void settings(Section section, String name, String path, YamlNode before, YamlNode after) {
        for (String key : union(keys(before), keys(after))) {
            YamlNode was = get(before, key);
            YamlNode is = get(after, key);
            Object old = was == null ? null : was.plain();
            Object next = is == null ? null : is.plain();
            if (Objects.equals(old, next)) {
                continue;
            }
            String deeper = path.isEmpty() ? key : path + "." + key;
            if (section == Section.MESSAGE && key.equals("columns")) {
                columns(name, old, next, was, is);
            } else if (section == Section.TEMPLATE && key.equals("channels")) {
                channels(name, old, next, was, is);
            } else if (section == Section.SYNC && key.equals("streams") && was != null && is != null) {
                streams(name, was, is);
            } else {
                Setting.Verdict verdict = Setting.of(section.aspect, key, old, next);
                add(
                        section,
                        name,
                        deeper,
                        Aspect.SETTING,
                        verdict.kind(),
                        verdict.impact(),
                        String.valueOf(old == null ? "-" : old),
                        String.valueOf(next == null ? "-" : next),
                        was,
                        is);
            }
        }
    }

    /** A row may bring the listed columns and no others; none of them must come. */
    private void columns(
            String name, @Nullable Object old, @Nullable Object next, @Nullable YamlNode was, @Nullable YamlNode is) {
        Set<String> before = texts(old);
        Set<String> after = texts(next);
        for (String column : union(before, after)) {
            if (!before.contains(column)) {
                add(Section.MESSAGE, name, column, Aspect.COLUMN, Kind.ADDED, Impact.NONE, "", "", was, is);
            } else if (!after.contains(column)) {
                add(Section.MESSAGE, name, column, Aspect.COLUMN, Kind.REMOVED, Impact.BREAKING, "", "", was, is);
            }
        }
    }

    private void channels(
            String name, @Nullable Object old, @Nullable Object next, @Nullable YamlNode was, @Nullable YamlNode is) {
        Set<String> before = texts(old);
        Set<String> after = texts(next);
        if (!before.equals(after)) {
            boolean lost = !after.containsAll(before);
            Kind kind = SchemaChanges.kind(before, after);
            Impact impact = lost ? Impact.POSSIBLE : Impact.NONE;
            add(
                    Section.TEMPLATE,
                    name,
                    "channels",
                    Aspect.SETTING,
                    kind,
                    impact,
                    String.join(" ", before),
                    String.join(" ", after),
                    was,
                    is);
        }
    }

    private void streams(String sync, YamlNode before, YamlNode after) {
        for (String stream : union(keys(before), keys(after))) {
            YamlNode was = get(before, stream);
            YamlNode is = get(after, stream);
            if (was != null && is != null) {
                settings(Section.SYNC, sync, stream, was, is);
            } else {
                Kind kind = was == null ? Kind.ADDED : Kind.REMOVED;
                Impact impact = was == null ? Impact.NONE : Impact.BREAKING;
                add(Section.SYNC, sync, stream, Aspect.STREAM, kind, impact, "", "", was, is);
            }
        }
    }

    private void add(
            Section section,
            String name,
            String path,
            Aspect aspect,
            Kind kind,
            Impact impact,
            String before,
            String after,
            @Nullable YamlNode was,
            @Nullable YamlNode is) {
        String input = section.input(name);
        Text words = Sentence.of(
                path.isEmpty() ? input : input + " " + path, aspect, kind, Words.plain(before), Words.plain(after));
        changes.add(new Change(
                input,
                path,
                aspect,
                kind,
                impact,
                section.party,
                Sentence.with(words, impact, section.party),
                is == null ? null : is.at(),
                was == null ? null : was.at()));
    }

    private static Set<String> texts(@Nullable Object list) {
        Set<String> texts = new TreeSet<>();
        if (list instanceof List<?> items) {
            items.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    private static Set<String> keys(YamlNode node) {
        return node instanceof YamlNode.Mapping mapping ? mapping.entries().keySet() : Set.of();
    }

    private static @Nullable YamlNode get(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping ? mapping.get(key).orElse(null) : null;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
