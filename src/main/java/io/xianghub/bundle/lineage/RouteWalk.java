package io.xianghub.bundle.lineage;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.border.Effects;
import io.xianghub.bundle.route.Expression;
import io.xianghub.bundle.route.Route;
import io.xianghub.bundle.route.Step;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.Mappings;
import io.xianghub.mapping.Outline;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes the ways of one input through the routes of a bundle and notes where everything comes from. */
final class RouteWalk {

    private static final int DEEPEST = 50;

    private final BundleDefinition definition;
    private final Mappings mappings;
    private final Map<String, Route> routes;
    private final Patience patience;
    private final Map<String, Tree> ends = new LinkedHashMap<>();
    private final List<Need> needs = new ArrayList<>();
    private final Set<Origin> reads = new LinkedHashSet<>();
    private final List<State> stopped = new ArrayList<>();
    private int depth;
    private boolean complete = true;

    /** @param routes by the address that they begin with */
    RouteWalk(BundleDefinition definition, Mappings mappings, Map<String, Route> routes, Patience patience) {
        this.definition = definition;
        this.mappings = mappings;
        this.routes = routes;
        this.patience = patience;
    }

    /**
     * Goes all ways.
     *
     * @param uri where the input's route begins
     * @param answers whether somebody waits for what the route ends with
     */
    Walked walk(String input, String uri, Tree body, boolean answers) {
        State last = route(uri, new State(body, Map.of(), Bond.CERTAIN, List.of()));
        if (answers) {
            Stream.concat(Stream.ofNullable(last), stopped.stream()).forEach(state -> end(Walked.ANSWER, state));
        }
        return new Walked(input, ends, needs, reads, complete);
    }

    private @Nullable State route(String uri, State state) {
        Route route = routes.get(uri);
        if (route == null || depth >= DEEPEST) {
            complete = false;
            return state.with(Tree.UNKNOWN);
        }
        depth++;
        State after = all(route.steps(), state);
        depth--;
        return after;
    }

    /** Null when no way leads further. */
    private @Nullable State all(List<Step> list, State begin) {
        State state = begin;
        for (Step step : list) {
            if (!patience.step()) {
                complete = false;
                return state.with(Tree.UNKNOWN);
            }
            State next = one(step, state);
            if (next == null) {
                return null;
            }
            state = next;
        }
        return state;
    }

    private @Nullable State one(Step step, State state) {
        if (step instanceof Step.To to) {
            State after = to(to, state);
            return to.aside() ? state : after;
        }
        if (step instanceof Step.Put put) {
            Tree value = value(put.value(), state);
            return switch (put.place()) {
                case BODY -> state.with(value);
                case PROPERTY -> state.keeping(put.name(), value);
                case HEADER -> state.keeping(header(put.name()), value);
            };
        }
        if (step instanceof Step.Parted parted) {
            return parted(parted, state);
        }
        stopped.add(state);
        return null;
    }

    private @Nullable State to(Step.To to, State state) {
        return switch (to.scheme()) {
            case "mapping" ->
                mappings.find(to.rest()).map(mapping -> mapped(mapping, state)).orElse(state);
            case "legacy" -> state.with(answer(to.rest(), state));
            case "direct" -> route("direct:" + to.rest(), state);
            case "log" -> state;
            default -> {
                if (Effects.onlyLooks(to.scheme() + ":" + to.rest())) {
                    yield state;
                }
                end(named(to, state), state);
                yield state.with(Tree.UNKNOWN);
            }
        };
    }

    private State mapped(Mapping mapping, State state) {
        Outline outline = mapping.outline();
        if (outline.opaque()) {
            return state.with(anything(mapping, state));
        }
        patience.compared(outline.lines().size(), state.body().held().size());
        Applied applied = new Applied(mapping.name(), outline, path -> at(path, state), state.way());
        needs.addAll(applied.needs());
        reads.addAll(applied.reads());
        return state.with(applied.tree());
    }

    /** What a script makes: anything, of anything that it is given, and perhaps it refuses the input for want of that. */
    private Tree anything(Mapping script, State state) {
        Position at = script.outline().lines().get(0).at();
        List<Trace> traces = Stream.concat(Stream.of(state.body()), state.kept().values().stream())
                .flatMap(tree -> tree.traces().stream())
                .map(trace -> trace.atMost(Bond.PERHAPS))
                .distinct()
                .toList();
        traces.forEach(trace -> {
            reads.add(trace.origin());
            needs.add(new Need(trace.origin(), script.name(), "", at, Bond.PERHAPS));
        });
        return Tree.UNKNOWN.besides(traces);
    }

    /** What stands at a path as a mapping writes it. */
    private static Tree at(String path, State state) {
        if (!path.startsWith("$")) {
            return state.body().sub(FieldPath.of(path));
        }
        int dot = path.indexOf('.');
        Tree kept = state.kept().get(path.substring(1, dot < 0 ? path.length() : dot));
        if (kept == null) { // the head or the trailer of the file that came in, or nothing
            return path.startsWith("$head.") || path.startsWith("$trailer.")
                    ? state.body().sub(FieldPath.of(path))
                    : new Tree(List.of(), true);
        }
        return dot < 0 ? kept : kept.sub(FieldPath.of(path.substring(dot + 1)));
    }

    private Tree answer(String rest, State state) {
        String[] parts = rest.split("/", 2);
        ConnectionDefinition connection = definition.connections().get(parts[0]);
        List<String> sent = connection == null || parts.length < 2 ? List.of(".") : Sent.of(connection, parts[1]);
        List<Trace> traces = sent.stream()
                .flatMap(path -> at(path, state).traces().stream())
                .distinct()
                .toList();
        traces.forEach(trace -> reads.add(trace.origin()));
        return Tree.of(new Origin(rest, FieldPath.WHOLE)).besides(traces);
    }

    /** A message is known by its name, too. */
    private static String named(Step.To to, State state) {
        String uri = to.scheme() + ":" + to.rest();
        Optional<String> message = to.scheme().equals("push")
                ? state.body().sub(FieldPath.of("message")).held().stream()
                        .map(Held::line)
                        .filter(Objects::nonNull)
                        .map(line -> line.origin().constant())
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .findFirst()
                : Optional.empty();
        return message.map(name -> uri + " " + name).orElse(uri);
    }

    private void end(String what, State state) {
        Tree tree = state.body().besides(state.decided());
        state.body().traces().forEach(trace -> reads.add(trace.origin()));
        ends.merge(what, tree, Tree::or);
    }

    private @Nullable State parted(Step.Parted parted, State state) {
        List<Step.Branch> branches = parted.branches();
        return switch (parted.manner()) {
            case ITEMS -> {
                for (Step.Branch branch : branches) {
                    Expression condition = branch.condition();
                    all(branch.steps(), condition == null ? state : state.with(value(condition, state)));
                }
                yield state;
            }
            case ALL -> {
                State last = state;
                for (Step.Branch branch : branches) {
                    State after = all(branch.steps(), state);
                    last = after == null ? last : after;
                }
                yield last;
            }
            case LOOP -> branches.isEmpty() ? state : all(branches.get(0).steps(), state);
            case ONE -> chosen(branches, state);
            case TRIED -> tried(branches, state);
        };
    }

    private @Nullable State chosen(List<Step.Branch> branches, State state) {
        List<Trace> asked = branches.stream()
                .flatMap(branch -> Stream.ofNullable(branch.condition()))
                .flatMap(condition -> value(condition, state).traces().stream())
                .toList();
        State decided = state.because(asked);
        boolean certain = branches.stream().anyMatch(branch -> branch.condition() == null);
        State after = certain ? null : decided;
        for (Step.Branch branch : branches) {
            State next = all(branch.steps(), decided.on(Bond.PERHAPS));
            after = next == null ? after : after == null ? next : after.or(next);
        }
        return after == null ? null : after.on(state.way());
    }

    private @Nullable State tried(List<Step.Branch> branches, State state) {
        State after = null;
        for (int i = 0; i < branches.size(); i++) {
            boolean caught = i > 0;
            State next = all(branches.get(i).steps(), caught || branches.size() > 1 ? state.on(Bond.PERHAPS) : state);
            after = next == null ? after : after == null ? next : after.or(next);
        }
        return after == null ? null : after.on(state.way());
    }

    private Tree value(Expression expression, State state) {
        Optional<Expression.Reference> alone = expression.alone();
        Tree value = alone.isPresent()
                ? value(alone.get(), state)
                : new Tree(
                        List.of(new Held(
                                FieldPath.WHOLE,
                                Held.Kind.VALUE,
                                expression.references().stream()
                                        .flatMap(reference -> value(reference, state).traces().stream())
                                        .map(trace -> trace.atMost(Bond.PERHAPS))
                                        .distinct()
                                        .toList(),
                                true,
                                null)),
                        true);
        if (alone.isEmpty()) {
            value.traces().forEach(trace -> reads.add(trace.origin()));
        }
        return value;
    }

    private static Tree value(Expression.Reference reference, State state) {
        Tree none = new Tree(List.of(), true);
        return switch (reference.place()) {
            case BODY ->
                reference.name().isEmpty() ? state.body() : state.body().sub(FieldPath.of(reference.name()));
            case HEADER -> state.kept().getOrDefault(header(reference.name()), none);
            case PROPERTY -> state.kept().getOrDefault(reference.name(), none);
        };
    }

    private static String header(String name) {
        return "header." + name.toLowerCase(Locale.ROOT);
    }
}
