package io.xianghub.bundle.contract;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where {@code openapi.yaml} declares something. */
final class Declared {

    private final BundleFiles files;
    private @Nullable YamlNode root;
    private boolean read;

    private Declared(BundleFiles files) {
        this.files = files;
    }

    static Declared in(BundleFiles files) {
        return new Declared(files);
    }

    /** Read when the first place is asked for: most versions change nothing in their contract. */
    private @Nullable YamlNode root() {
        if (!read) {
            String path = "routes/" + files.name() + "/openapi.yaml";
            root = files.file(path)
                    .flatMap(bytes -> Yaml.read(path, bytes, new Findings()))
                    .orElse(null);
            read = true;
        }
        return root;
    }

    /** The place of a key of the operation itself, or of the operation when it lacks the key. */
    Position key(ContractOperation operation, String... keys) {
        List<String> path = operation(operation);
        path.addAll(List.of(keys));
        return deepest(root(), path, operation.at());
    }

    /** @param part {@code request}, {@code answer}, or the place of a parameter */
    Position spot(ContractOperation operation, String part, Spot spot) {
        List<String> pointer = spot.pointer();
        if (!pointer.isEmpty() && pointer.get(0).equals("components")) {
            return deepest(root(), pointer, operation.at());
        }
        List<String> path = operation(operation);
        switch (part) {
            case "request" -> path.addAll(List.of("requestBody", "content", "application/json", "schema"));
            case "answer" -> path.addAll(List.of("responses", "200", "content", "application/json", "schema"));
            default -> {
                return parameter(operation, part, pointer);
            }
        }
        path.addAll(pointer);
        return deepest(root(), path, operation.at());
    }

    /** The contract keeps parameters as a list; the schemas know them as properties of their place. */
    private Position parameter(ContractOperation operation, String place, List<String> pointer) {
        List<String> path = operation(operation);
        path.add("parameters");
        Optional<YamlNode> list = find(root(), path);
        if (pointer.size() < 2 || !(list.orElse(null) instanceof YamlNode.Sequence parameters)) {
            return deepest(root(), path, operation.at());
        }
        for (YamlNode item : parameters.items()) {
            if (text(item, "name").equals(pointer.get(1)) && text(item, "in").equals(place)) {
                List<String> rest = new ArrayList<>(List.of("schema"));
                rest.addAll(pointer.subList(2, pointer.size()));
                return pointer.size() == 2 ? item.at() : deepest(item, rest, item.at());
            }
        }
        return deepest(root(), path, operation.at());
    }

    private static List<String> operation(ContractOperation operation) {
        return new ArrayList<>(
                List.of("paths", operation.path(), operation.method().toLowerCase(Locale.ROOT)));
    }

    private static String text(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.get(key).flatMap(YamlNode::asText).orElse("")
                : "";
    }

    private static Optional<YamlNode> find(@Nullable YamlNode from, List<String> path) {
        YamlNode here = from;
        for (String key : path) {
            here = here instanceof YamlNode.Mapping mapping ? mapping.get(key).orElse(null) : null;
        }
        return Optional.ofNullable(here);
    }

    /** As far down the path as the document goes. */
    private static Position deepest(@Nullable YamlNode from, List<String> path, Position otherwise) {
        Position at = otherwise;
        YamlNode here = from;
        for (String key : path) {
            if (here instanceof YamlNode.Mapping mapping && mapping.entries().containsKey(key)) {
                YamlNode.Mapping.Entry entry = mapping.entries().get(key);
                at = entry.keyAt();
                here = entry.value();
            } else if (here instanceof YamlNode.Sequence list
                    && key.matches("[0-9]{1,4}")
                    && Integer.parseInt(key) < list.items().size()) {
                here = list.items().get(Integer.parseInt(key));
                at = here.at();
            } else {
                return at;
            }
        }
        return at;
    }
}
