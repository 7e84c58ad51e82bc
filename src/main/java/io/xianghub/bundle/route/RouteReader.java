package io.xianghub.bundle.route;

import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads routes that {@link RoutePolicy} has found right; of anything else it makes what it can. */
public final class RouteReader {

    private RouteReader() {}

    /** @param documents the files with routes, as they were read */
    public static List<Route> read(List<YamlNode> documents) {
        return documents.stream()
                .flatMap(document -> items(document).stream())
                .flatMap(entry -> child(entry, "route").stream())
                .flatMap(route -> route(route).stream())
                .toList();
    }

    private static Optional<Route> route(YamlNode route) {
        Optional<YamlNode> from = child(route, "from");
        Optional<String> uri =
                from.flatMap(begin -> child(begin, "uri").or(() -> from)).flatMap(YamlNode::asText);
        return uri.map(address -> new Route(
                child(route, "id").flatMap(YamlNode::asText).orElse(""),
                address,
                route.at(),
                from.map(RouteReader::steps).orElse(List.of())));
    }

    private static List<Step> steps(YamlNode holder) {
        List<Step> steps = new ArrayList<>();
        for (YamlNode item : child(holder, "steps").map(RouteReader::items).orElse(List.of())) {
            if (item instanceof YamlNode.Mapping mapping) {
                mapping.entries().forEach((eip, entry) -> step(eip, entry.keyAt(), entry.value(), steps));
            }
        }
        return steps;
    }

    private static void step(String eip, Position at, YamlNode value, List<Step> steps) {
        switch (eip) {
            case "to" -> to(at, child(value, "uri").orElse(value), false).ifPresent(steps::add);
            case "wireTap" -> to(at, child(value, "uri").orElse(value), true).ifPresent(steps::add);
            case "enrich" -> to(at, expression(value), false).ifPresent(steps::add);
            case "setBody", "transform" -> steps.add(new Step.Put(at, Expression.Place.BODY, "", expression(value)));
            case "setProperty" -> steps.add(put(at, Expression.Place.PROPERTY, value));
            case "setHeader" -> steps.add(put(at, Expression.Place.HEADER, value));
            case "stop" -> steps.add(new Step.Stop(at));
            case "choice" -> steps.add(choice(at, value));
            case "filter" ->
                steps.add(new Step.Parted(
                        at, Step.Manner.ONE, List.of(new Step.Branch(expression(value), steps(value)))));
            case "split" ->
                steps.add(new Step.Parted(
                        at, Step.Manner.ITEMS, List.of(new Step.Branch(expression(value), steps(value)))));
            case "loop" ->
                steps.add(new Step.Parted(at, Step.Manner.LOOP, List.of(new Step.Branch(null, steps(value)))));
            case "multicast" ->
                steps.add(new Step.Parted(
                        at,
                        Step.Manner.ALL,
                        steps(value).stream()
                                .map(step -> new Step.Branch(null, List.of(step)))
                                .toList()));
            case "doTry" -> tried(at, value, steps);
            default -> {
                // it moves no data
            }
        }
    }

    private static Step.Put put(Position at, Expression.Place place, YamlNode value) {
        return new Step.Put(
                at, place, child(value, "name").flatMap(YamlNode::asText).orElse(""), expression(value));
    }

    private static Step choice(Position at, YamlNode value) {
        List<Step.Branch> branches = new ArrayList<>();
        child(value, "when")
                .map(RouteReader::items)
                .orElse(List.of())
                .forEach(when -> branches.add(new Step.Branch(expression(when), steps(when))));
        child(value, "otherwise").ifPresent(otherwise -> branches.add(new Step.Branch(null, steps(otherwise))));
        return new Step.Parted(at, Step.Manner.ONE, branches);
    }

    private static void tried(Position at, YamlNode value, List<Step> steps) {
        List<Step.Branch> branches = new ArrayList<>();
        branches.add(new Step.Branch(null, steps(value)));
        child(value, "doCatch")
                .map(RouteReader::items)
                .orElse(List.of())
                .forEach(caught -> branches.add(new Step.Branch(null, steps(caught))));
        steps.add(new Step.Parted(at, Step.Manner.TRIED, branches));
        child(value, "doFinally").ifPresent(last -> steps.addAll(steps(last)));
    }

    private static Optional<Step> to(Position at, YamlNode uri, boolean aside) {
        return to(at, new Expression(uri.asText().orElse(""), false), aside);
    }

    private static Optional<Step> to(Position at, Expression uri, boolean aside) {
        int colon = uri.text().indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Step.To(
                        at, uri.text().substring(0, colon), uri.text().substring(colon + 1), aside));
    }

    /** {@code simple: x}, {@code expression: {simple: x}} and {@code simple: {expression: x}} are the same. */
    private static Expression expression(YamlNode holder) {
        YamlNode inner = child(holder, "expression").orElse(holder);
        for (String language : List.of("simple", "constant")) {
            YamlNode text = child(inner, language).orElse(null);
            if (text != null) {
                return new Expression(
                        child(text, "expression").orElse(text).asText().orElse(""), language.equals("simple"));
            }
        }
        return new Expression("", false);
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    }

    private static Optional<YamlNode> child(@Nullable YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping ? mapping.get(key) : Optional.empty();
    }
}
