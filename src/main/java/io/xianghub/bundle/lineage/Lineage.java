package io.xianghub.bundle.lineage;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.contract.RequiredFields;
import io.xianghub.bundle.route.Route;
import io.xianghub.bundle.route.RouteReader;
import io.xianghub.mapping.Outline;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where everything that a bundle answers and causes comes from, and what breaks without it. */
public final class Lineage {

    private final List<Walked> walked;
    private final SortedSet<String> places;
    private final Function<String, Set<String>> demanded;

    private Lineage(List<Walked> walked, SortedSet<String> places, Function<String, Set<String>> demanded) {
        this.walked = walked;
        this.places = places;
        this.demanded = demanded;
    }

    public static Lineage of(CheckedBundle bundle) {
        Findings none = new Findings();
        List<YamlNode> documents = bundle.routeFiles().stream()
                .flatMap(path ->
                        bundle.files().file(path).stream().flatMap(bytes -> Yaml.read(path, bytes, none).stream()))
                .toList();
        return new Lineage(
                walk(bundle, documents),
                inputs(bundle).places(),
                id -> demanded(bundle, bundle.operations().get(id)));
    }

    /** @param documents its route files */
    static List<Walked> walk(CheckedBundle bundle, List<YamlNode> documents) {
        List<Route> routes = RouteReader.read(documents);
        Map<String, Route> byFrom =
                routes.stream().collect(Collectors.toMap(Route::from, Function.identity(), (first, second) -> first));
        Patience patience = new Patience();
        return inputs(bundle).all(routes).stream()
                .map(input -> new RouteWalk(bundle.definition(), bundle.mappings(), byFrom, patience)
                        .walk(
                                input.name(),
                                input.uri(),
                                Tree.of(new Origin(input.place(), FieldPath.WHOLE)),
                                input.answers()))
                .toList();
    }

    private static Inputs inputs(CheckedBundle bundle) {
        return new Inputs(bundle.definition(), bundle.operations().keySet());
    }

    private static Set<String> demanded(CheckedBundle bundle, @Nullable ContractOperation operation) {
        return operation == null
                ? Set.of()
                : RequiredFields.ofAnswer(bundle.files(), operation).stream()
                        .map(RequiredFields.Required::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** All that a field may be dropped from: operations and sources of connections, and the bundle's inputs. */
    public SortedSet<String> places() {
        return places;
    }

    /** The fields of a place that are read anywhere; empty when all of it is passed on, or none. */
    public SortedSet<String> fieldsOf(String place) {
        return walked.stream()
                .flatMap(one -> one.reads().stream())
                .filter(origin -> origin.place().equals(place) && !origin.path().isWhole())
                .map(origin -> origin.path().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each input becomes. */
    public List<Flow> flows() {
        return walked.stream()
                .map(one -> new Flow(
                        one.input(),
                        one.ends().entrySet().stream()
                                .map(end -> new Flow.End(
                                        end.getKey(),
                                        fields(end.getValue()),
                                        end.getValue().known()))
                                .toList(),
                        one.complete()))
                .toList();
    }

    private static List<Flow.Field> fields(Tree tree) {
        Map<String, List<Held>> byPath = new LinkedHashMap<>();
        tree.held().stream()
                .filter(held -> held.kind() != Held.Kind.GROUP || !held.traces().isEmpty())
                .forEach(held -> byPath.computeIfAbsent(held.at().toString(), path -> new ArrayList<>())
                        .add(held));
        return byPath.entrySet().stream()
                .map(field -> new Flow.Field(field.getKey(), sources(field.getValue()), place(field.getValue())))
                .toList();
    }

    private static List<Flow.Source> sources(List<Held> held) {
        Map<Origin, Bond> bonds = new LinkedHashMap<>();
        held.stream()
                .flatMap(one -> one.traces().stream())
                .forEach(trace -> bonds.merge(trace.origin(), trace.bond(), Lineage::tighter));
        return bonds.entrySet().stream()
                .map(bond -> new Flow.Source(
                        bond.getKey().place(), bond.getKey().path().toString(), bond.getValue()))
                .sorted(Comparator.comparing(Flow.Source::bond))
                .toList();
    }

    private static Bond tighter(Bond one, Bond other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static @Nullable Position place(List<Held> held) {
        for (Held one : held) {
            Outline.Line line = one.line();
            if (line != null) {
                return line.at();
            }
        }
        return null;
    }

    /** What is no longer as it was when a department drops a field; by input, the worst first. */
    public List<Breakage> without(Dropped dropped) {
        return walked.stream()
                .flatMap(one -> new Loss(one, dropped, demanded).breakages().stream())
                .sorted(Breakage.ORDER)
                .toList();
    }
}
