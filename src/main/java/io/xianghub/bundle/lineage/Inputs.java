package io.xianghub.bundle.lineage;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.route.Route;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What comes into a bundle, and from where. */
record Inputs(BundleDefinition definition, Collection<String> operationIds) {

    private static final String LEGACY = "legacy:";

    /**
     * One of them.
     *
     * @param uri where its route begins
     * @param place what its fields are of
     * @param answers whether somebody waits for an answer
     */
    record Input(String name, String uri, String place, boolean answers) {}

    List<Input> all(List<Route> routes) {
        List<Input> inputs = new ArrayList<>();
        operationIds.stream().sorted().forEach(id -> inputs.add(new Input(id, "direct:" + id, id, true)));
        definition.facades().keySet().forEach(name -> {
            String input = "facade." + name;
            inputs.add(new Input(input, "facade:" + name, input, true));
        });
        definition.messages().keySet().forEach(name -> {
            String input = "message." + name;
            inputs.add(new Input(input, "direct:" + name, input, false));
        });
        routes.stream()
                .map(Route::from)
                .filter(from -> from.startsWith(LEGACY))
                .map(from -> from.substring(LEGACY.length()))
                .forEach(source -> inputs.add(new Input(source, LEGACY + source, source, false)));
        definition.syncs().forEach((sync, node) -> streams(node).forEach((stream, declared) -> {
            String source = text(declared.value(), "connection") + "/" + text(declared.value(), "source");
            inputs.add(new Input("sync." + sync + "." + stream, "sync:" + sync + "/" + stream, source, false));
        }));
        return inputs;
    }

    SortedSet<String> places() {
        SortedSet<String> places = new TreeSet<>(operationIds);
        definition.facades().keySet().forEach(name -> places.add("facade." + name));
        definition.messages().keySet().forEach(name -> places.add("message." + name));
        definition.connections().forEach((connection, declared) -> {
            declared.operationNames().forEach(name -> places.add(connection + "/" + name));
            declared.sourceNames().forEach(name -> places.add(connection + "/" + name));
        });
        return places;
    }

    private static Map<String, YamlNode.Mapping.Entry> streams(YamlNode sync) {
        return sync instanceof YamlNode.Mapping mapping
                        && mapping.get("streams").orElse(null) instanceof YamlNode.Mapping streams
                ? streams.entries()
                : Map.of();
    }

    private static String text(YamlNode node, String key) {
        Optional<YamlNode> value = node instanceof YamlNode.Mapping mapping ? mapping.get(key) : Optional.empty();
        return value.flatMap(YamlNode::asText).orElse("");
    }
}
