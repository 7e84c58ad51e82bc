package io.xianghub.mapping;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks a mapping once, when it is compiled, and notes what it reads and makes. */
final class Outlines {

    /**
     * What the walk found.
     *
     * @param names of all paths that read a value, those of nested lists below the path of their list
     */
    record Told(Outline outline, Map<Path, String> names) {

        /** The names of all that is read. */
        Set<String> sources() {
            Set<String> all = new TreeSet<>(names.values());
            all.remove("");
            return all;
        }
    }

    private static final Outline.Handling NONE = new Outline.Handling("", List.of(), null, null, Sensitivity.PUBLIC);

    private final Map<Path, String> names = new HashMap<>();

    /** What is only looked at: nothing comes of an input where it is not as expected. */
    private final SortedSet<String> checked = new TreeSet<>();

    private Outlines() {}

    static Told of(Source source, @Nullable Items items, Branches branches, Target target) {
        Outlines outlines = new Outlines();
        SortedSet<String> needs = new TreeSet<>();
        for (int i = 1; i <= source.inside().size(); i++) {
            needs.add(new Whereabouts(List.of(""), Map.of())
                    .document(source.inside().subList(0, i))
                    .item());
        }
        Whereabouts here = Whereabouts.of(source);
        SortedSet<String> asks = new TreeSet<>();
        if (items != null) {
            here = here.items(items.each());
            // of an element that is not there, and of a list in one that is none, there are no items
            boolean refuses = !items.each().flattens() && source.innermost().format() != Source.Format.XML;
            (refuses ? needs : asks).add(here.item());
            asks.addAll(outlines.named(here, Condition.read(items.where())));
            asks.addAll(outlines.named(here, items.distinct()));
        }
        asks.addAll(outlines.conditions(here, branches));
        List<Outline.Line> lines = outlines.branches(here, "", branches);
        asks.addAll(outlines.checked);
        if (target.rows() != null) {
            Rows rows = target.rows();
            lines.stream()
                    .filter(line -> !rows.writes(line.target()))
                    .map(Outline.Line::origin)
                    .forEach(origin -> {
                        asks.addAll(origin.sources());
                        asks.addAll(origin.asks());
                    });
            lines = lines.stream().filter(line -> rows.writes(line.target())).toList();
        }
        needs.remove("");
        asks.remove("");
        return new Told(
                new Outline(formats(source, target), items != null || !branches.isOne(), needs, asks, lines),
                Map.copyOf(outlines.names));
    }

    static Outline.Formats formats(Source source, Target target) {
        StringBuilder from =
                new StringBuilder(format(source.format(), source.charset(), source.format() == Source.Format.RECORD));
        source.inside().forEach(document -> from.append(" › ")
                .append(format(document.source().format(), document.source().charset(), false)));
        return new Outline.Formats(
                from.toString(), format(target.format(), target.charset(), target.format() == Target.Format.RECORD));
    }

    private static String format(Enum<?> format, Charset charset, boolean tree) {
        return Declared.word(format) + (tree ? "" : " (" + charset.name() + ")");
    }

    /** What decides which of several targets there are. */
    private SortedSet<String> conditions(Whereabouts here, Branches branches) {
        SortedSet<String> asks = new TreeSet<>();
        branches.all().forEach(branch -> asks.addAll(named(here, Condition.read(branch.when()))));
        return asks;
    }

    /** @param to the path of the target that the fields are of: empty, or ending in a dot */
    private List<Outline.Line> branches(Whereabouts here, String to, Branches branches) {
        List<OutlineOfTargets.Made> made = branches.all().stream()
                .map(branch -> new OutlineOfTargets.Made(
                        new TreeSet<>(named(here, Condition.read(branch.when()))), fields(here, to, branch.fields())))
                .toList();
        return branches.isOne() ? made.get(0).lines() : new OutlineOfTargets(to, made).lines();
    }

    private List<Outline.Line> fields(Whereabouts here, String to, Fields fields) {
        List<Outline.Line> lines = new ArrayList<>();
        for (Field field : fields.all()) {
            if (field instanceof Field.Check check) {
                checked.addAll(asks(here, check));
                checked.addAll(named(here, check.rule().reading().from()));
            } else if (field instanceof Field.Group group) {
                group(here, to, group, lines);
            } else if (field instanceof Field.Constant constant) {
                lines.add(line(
                        to,
                        constant,
                        new Outline.Origin(Outline.Making.CONSTANT, List.of(), asks(here, constant), constant.value()),
                        NONE,
                        new Outline.Presence(false, false, false, constant.when() == null)));
            } else if (field instanceof Field.Folded folded) {
                lines.add(value(here, to, folded, folded.rule(), folded.fold()));
            } else if (field instanceof Field.Value value) {
                lines.add(value(here, to, value, value.rule(), null));
            } else {
                lines.add(line(
                        to,
                        field,
                        new Outline.Origin(Outline.Making.OPAQUE, List.of(), asks(here, field), null),
                        new Outline.Handling("", List.of(), null, null, Sensitivity.PERSONAL),
                        new Outline.Presence(false, false, false, false)));
            }
        }
        return lines;
    }

    private void group(Whereabouts here, String to, Field.Group group, List<Outline.Line> lines) {
        Nesting nesting = group.nesting();
        Path each = nesting.each();
        boolean reads = !nesting.inside().isEmpty();
        Whereabouts document = reads ? here.document(nesting.inside()) : here;
        Whereabouts items = each == null ? document : document.items(each);
        SortedSet<String> asks = asks(here, group);
        if (reads && !items.item().equals(document.item())) {
            asks.add(items.item());
        }
        asks.addAll(conditions(items, group.branches()));
        boolean list = each != null || !group.branches().isOne();
        lines.add(line(
                to,
                group,
                new Outline.Origin(
                        list ? Outline.Making.LIST : Outline.Making.OBJECT,
                        reads ? List.of(document.item()) : each == null ? List.of() : List.of(items.item()),
                        asks,
                        null),
                new Outline.Handling("", documents(nesting), null, null, Sensitivity.PUBLIC),
                new Outline.Presence(
                        nesting.required(),
                        nesting.inside().size() > 1, // the first without the second is refused
                        false,
                        group.when() == null && (!reads || nesting.required() || each != null))));
        lines.addAll(branches(items, to + group.name() + ".", group.branches()));
    }

    /** What is read and written below a field. */
    private static List<String> documents(Nesting nesting) {
        List<String> words = new ArrayList<>();
        nesting.inside()
                .forEach(inside -> words.add("inside "
                        + format(inside.source().format(), inside.source().charset(), false)
                        + (inside.encoding() == Inside.Encoding.TEXT ? "" : " " + Declared.word(inside.encoding()))));
        Composed as = nesting.as();
        if (as != null) {
            words.add("as " + format(as.target().format(), as.target().charset(), false)
                    + (as.encoding() == Composed.Encoding.TEXT ? "" : " " + Declared.word(as.encoding())));
        }
        return words;
    }

    private Outline.Line value(Whereabouts here, String to, Field field, ValueRule rule, @Nullable Fold fold) {
        Whereabouts item = fold == null ? here : here.items(fold.each());
        ValueRule.Demand demand = rule.demand();
        SortedSet<String> asks = asks(here, field);
        asks.addAll(named(here, Condition.read(demand.requiredWhen())));
        asks.addAll(named(item, Condition.read(demand.requiredWhen())));
        Lookup lookup = rule.meaning().lookup();
        Path day = lookup == null ? null : lookup.on().path();
        if (day != null) {
            asks.addAll(named(item, List.of(day)));
        }
        Outline.Making making = making(rule, fold);
        List<String> sources = new ArrayList<>();
        List<String> from = named(item, rule.reading().from());
        Match match = rule.reading().match();
        if (match == null) {
            sources.addAll(from);
        } else {
            sources.add(named(item, match.in(), match.take()));
            List<String> key = new ArrayList<>();
            match.where().forEach(path -> key.add(named(item, match.in(), path)));
            key.addAll(from);
            (making == Outline.Making.COPIED ? asks : sources).addAll(key);
        }
        boolean fallback = demand.fallback() != null;
        boolean counts = fold != null && (fold.kind() == Fold.Kind.SUM || fold.kind() == Fold.Kind.COUNT);
        boolean certain = demand.required() || counts || (fallback && (lookup == null || !lookup.reported()));
        return line(
                to,
                field,
                new Outline.Origin(making, sources, asks, null),
                handling(rule, fold),
                new Outline.Presence(
                        demand.required(),
                        demand.requiredWhen() != null,
                        fallback || counts,
                        certain && field.when() == null));
    }

    private static Outline.Making making(ValueRule rule, @Nullable Fold fold) {
        if (fold != null) {
            return Outline.Making.FOLDED;
        }
        if (rule.meaning().type() == Type.TREE) {
            return Outline.Making.COPIED;
        }
        if (rule.reading().match() != null) {
            return Outline.Making.LOOKED_UP;
        }
        return rule.reading().join() == null ? Outline.Making.FIRST : Outline.Making.JOINED;
    }

    private static Outline.Handling handling(ValueRule rule, @Nullable Fold fold) {
        List<String> functions = new ArrayList<>();
        if (rule.reading().match() != null) {
            functions.add("lookup");
        }
        Shaping shaping = rule.reading().shaping();
        shaping.apply().forEach(function -> functions.add(Declared.word(function)));
        if (shaping.extract() != null) {
            functions.add("extract");
        }
        if (!shaping.digits().isEmpty()) {
            functions.add("digits");
        }
        if (rule.reading().split() != null) {
            functions.add("split");
        }
        Lookup lookup = rule.meaning().lookup();
        if (lookup != null && lookup.reverse()) {
            functions.add("reverse");
        }
        if (fold != null) {
            functions.add(Declared.word(fold.kind()));
        }
        Mask mask = rule.showing().mask();
        return new Outline.Handling(
                Declared.word(rule.meaning().type()),
                functions,
                lookup == null ? null : lookup.dictionary().name(),
                mask == null ? null : Declared.word(mask),
                rule.showing().sensitivity());
    }

    private static Outline.Line line(
            String to, Field field, Outline.Origin origin, Outline.Handling handling, Outline.Presence presence) {
        return new Outline.Line(to + field.name(), field.at(), origin, handling, presence);
    }

    private SortedSet<String> asks(Whereabouts here, Field field) {
        return new TreeSet<>(named(here, Condition.read(field.when())));
    }

    private List<String> named(Whereabouts here, List<Path> paths) {
        return paths.stream()
                .map(path -> {
                    String name = here.name(path);
                    names.put(path, name);
                    return name;
                })
                .toList();
    }

    private String named(Whereabouts here, Path list, Path path) {
        String name = here.name(list, path);
        names.put(path, name);
        return name;
    }
}
