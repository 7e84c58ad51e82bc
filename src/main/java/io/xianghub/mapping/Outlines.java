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

    private final Map<Path, String> names = new HashMap<>();
    private final List<Outline.Line> lines = new ArrayList<>();

    private Outlines() {}

    static Told of(Source source, @Nullable Items items, Fields fields, Target target) {
        Outlines outlines = new Outlines();
        SortedSet<String> needs = new TreeSet<>();
        String from = "";
        for (Inside document : source.inside()) {
            from = below(from, document.path());
            needs.add(from);
        }
        SortedSet<String> asks = new TreeSet<>();
        if (items != null) {
            from = below(from, items.each());
            needs.add(from);
            asks.addAll(outlines.named(from, Condition.read(items.where())));
            asks.addAll(outlines.named(from, items.distinct()));
        }
        outlines.fields(from, "", fields);
        needs.remove("");
        return new Told(
                new Outline(formats(source, target), items != null, needs, asks, outlines.lines),
                Map.copyOf(outlines.names));
    }

    private static Outline.Formats formats(Source source, Target target) {
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

    /** @param to the path of the target that the fields are of: empty, or ending in a dot */
    private void fields(String from, String to, Fields fields) {
        for (Field field : fields.all()) {
            if (field instanceof Field.Group group) {
                group(from, to, group);
            } else if (field instanceof Field.Constant constant) {
                line(
                        to,
                        constant,
                        new Outline.Origin(Outline.Making.CONSTANT, List.of(), asks(from, constant), constant.value()),
                        new Outline.Handling("", List.of(), null, null, Sensitivity.PUBLIC),
                        new Outline.Presence(false, false, false, constant.when() == null));
            } else if (field instanceof Field.Folded folded) {
                value(below(from, folded.fold().each()), to, folded, folded.rule(), folded.fold());
            } else if (field instanceof Field.Value value) {
                value(from, to, value, value.rule(), null);
            } else {
                line(
                        to,
                        field,
                        new Outline.Origin(Outline.Making.OPAQUE, List.of(), asks(from, field), null),
                        new Outline.Handling("", List.of(), null, null, Sensitivity.PERSONAL),
                        new Outline.Presence(false, false, false, false));
            }
        }
    }

    private void group(String from, String to, Field.Group group) {
        Path each = group.each();
        String items = each == null ? from : below(from, each);
        line(
                to,
                group,
                new Outline.Origin(
                        each == null ? Outline.Making.OBJECT : Outline.Making.LIST,
                        each == null ? List.of() : List.of(items),
                        asks(from, group),
                        null),
                new Outline.Handling("", List.of(), null, null, Sensitivity.PUBLIC),
                new Outline.Presence(false, false, false, group.when() == null));
        fields(items, to + group.name() + ".", group.fields());
    }

    private void value(String from, String to, Field field, ValueRule rule, @Nullable Fold fold) {
        List<String> sources = named(from, rule.reading().from());
        ValueRule.Demand demand = rule.demand();
        SortedSet<String> asks = asks(from, field);
        asks.addAll(named(from, Condition.read(demand.requiredWhen())));
        Lookup lookup = rule.meaning().lookup();
        Path day = lookup == null ? null : lookup.on().path();
        if (day != null) {
            asks.addAll(named(from, List.of(day)));
        }
        boolean fallback = demand.fallback() != null;
        boolean counts = fold != null && (fold.kind() == Fold.Kind.SUM || fold.kind() == Fold.Kind.COUNT);
        boolean certain = demand.required() || counts || (fallback && (lookup == null || !lookup.reported()));
        line(
                to,
                field,
                new Outline.Origin(making(rule, fold), sources, asks, null),
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
        return rule.reading().join() == null ? Outline.Making.FIRST : Outline.Making.JOINED;
    }

    private static Outline.Handling handling(ValueRule rule, @Nullable Fold fold) {
        List<String> functions = new ArrayList<>();
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

    private void line(
            String to, Field field, Outline.Origin origin, Outline.Handling handling, Outline.Presence presence) {
        lines.add(new Outline.Line(to + field.name(), field.at(), origin, handling, presence));
    }

    private SortedSet<String> asks(String from, Field field) {
        return new TreeSet<>(named(from, Condition.read(field.when())));
    }

    private List<String> named(String from, List<Path> paths) {
        return paths.stream()
                .map(path -> {
                    String name = below(from, path);
                    names.put(path, name);
                    return name;
                })
                .toList();
    }

    private static String below(String prefix, Path path) {
        String text = path.toString();
        return prefix.isEmpty() || text.startsWith("$")
                ? (text.equals(".") ? "" : text)
                : text.equals(".") ? prefix : prefix + "." + text;
    }
}
