package io.xianghub.bundle.lineage;

import io.xianghub.mapping.Outline;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a mapping makes of a tree of which one only knows where it comes from. */
final class Applied {

    private final String mapping;
    private final Function<String, Tree> sources;
    private final Bond way;
    private final List<Held> made = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final Set<Origin> reads = new LinkedHashSet<>();
    private final List<String> uncertain = new ArrayList<>();

    /**
     * @param sources what stands at a path as the mapping writes it, beside the input too
     * @param way whether every input comes by
     */
    Applied(String mapping, Outline outline, Function<String, Tree> sources, Bond way) {
        this.mapping = mapping;
        this.sources = sources;
        this.way = way;
        Position first = outline.lines().isEmpty()
                ? Position.whole(mapping)
                : outline.lines().get(0).at();
        outline.needs().forEach(path -> need(traces(path), "", first, way));
        List<Trace> deciding =
                outline.asks().stream().flatMap(path -> traces(path).stream()).toList();
        outline.lines().forEach(this::line);
        made.addAll(new Tree(List.of(), true).besides(deciding).held());
    }

    Tree tree() {
        return new Tree(made, true);
    }

    List<Need> needs() {
        return needs;
    }

    Set<Origin> reads() {
        return reads;
    }

    private void line(Outline.Line line) {
        Outline.Origin origin = line.origin();
        List<Trace> asked = origin.asks().stream()
                .flatMap(path -> traces(path).stream())
                .map(trace -> trace.atMost(Bond.PERHAPS))
                .toList();
        FieldPath at = FieldPath.of(line.target());
        Bond most = bond(line);
        List<Trace> traces = Stream.concat(
                        origin.sources().stream()
                                .flatMap(path -> traces(path).stream())
                                .map(trace -> trace.atMost(most)),
                        asked.stream())
                .distinct()
                .toList();
        switch (origin.making()) {
            case OBJECT, LIST -> {
                if (!line.presence().always()) {
                    uncertain.add(line.target() + ".");
                }
                made.add(new Held(at, Held.Kind.GROUP, traces, line.presence().always(), line));
            }
            case COPIED -> {
                for (String path : origin.sources()) {
                    sources.apply(path)
                            .held()
                            .forEach(held -> made.add(held.by(line, most).at(at.and(held.at()))));
                }
                made.add(new Held(at, Held.Kind.GROUP, asked, line.presence().always(), line));
            }
            default ->
                made.add(new Held(at, Held.Kind.VALUE, traces, line.presence().always(), line));
        }
        demand(line, most);
    }

    /** How much the field depends on each of its sources. */
    private static Bond bond(Outline.Line line) {
        Outline.Origin origin = line.origin();
        if (origin.making() == Outline.Making.OPAQUE
                || (origin.making() == Outline.Making.FIRST && origin.sources().size() > 1)) {
            return Bond.PERHAPS;
        }
        return line.presence().fallback() ? Bond.DEFAULTED : Bond.CERTAIN;
    }

    private void demand(Outline.Line line, Bond most) {
        Outline.Presence presence = line.presence();
        if (presence.fallback() || !(presence.required() || presence.sometimes())) {
            return;
        }
        boolean certain =
                presence.required() && presence.always() && uncertain.stream().noneMatch(line.target()::startsWith);
        Bond bond = most.looser(certain ? way : Bond.PERHAPS);
        line.origin().sources().forEach(path -> need(traces(path), line.target(), line.at(), bond));
    }

    private void need(List<Trace> traces, String field, Position at, Bond most) {
        traces.forEach(trace -> needs.add(
                new Need(trace.origin(), mapping, field, at, trace.bond().looser(most))));
    }

    private List<Trace> traces(String path) {
        List<Trace> traces = sources.apply(path).traces();
        traces.forEach(trace -> reads.add(trace.origin()));
        return traces;
    }
}
