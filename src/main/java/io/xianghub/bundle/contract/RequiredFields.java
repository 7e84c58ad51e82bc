package io.xianghub.bundle.contract;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that a contract demands of an operation's calls and answers; what only some alternatives demand is none. */
public final class RequiredFields {

    private static final int DEEPEST = 12;
    private static final int MOST = 2_000;

    /**
     * One of them.
     *
     * @param path names from the outside, those in lists without an index; of a call beginning with {@code path}, {@code
     *     query}, {@code header} or {@code body}
     * @param at where the contract declares it
     */
    public record Required(List<String> path, Position at) {
        public Required {
            path = List.copyOf(path);
        }

        public String name() {
            return String.join(".", path);
        }
    }

    private final Declared declared;
    private final ContractOperation operation;
    private final List<Required> found = new ArrayList<>();
    private int walked;

    private RequiredFields(BundleFiles files, ContractOperation operation) {
        this.declared = Declared.in(files);
        this.operation = operation;
    }

    /** Those of the answer; a field of something optional is demanded wherever that is there. */
    public static List<Required> ofAnswer(BundleFiles files, ContractOperation operation) {
        RequiredFields fields = new RequiredFields(files, operation);
        fields.of("answer", List.of(), operation.answer());
        return fields.found;
    }

    /** Those of the call. */
    public static List<Required> ofCall(BundleFiles files, ContractOperation operation) {
        RequiredFields fields = new RequiredFields(files, operation);
        for (String place : List.of("path", "query", "header")) {
            fields.of(place, List.of(place), operation.parameters().get(place));
        }
        fields.of("request", List.of("body"), operation.request());
        return fields.found;
    }

    private void of(String part, List<String> path, @Nullable String schema) {
        if (schema != null) {
            walk(part, path, List.of(new SchemaDocument(schema).root()), 0);
        }
    }

    private void walk(String part, List<String> path, List<Spot> spots, int depth) {
        if (spots.isEmpty() || depth > DEEPEST || ++walked > MOST) {
            return;
        }
        Schema schema = Schema.of(spots);
        schema.fields().forEach((name, field) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            if (schema.requires(name)) {
                found.add(new Required(deeper, place(part, schema, field)));
            }
            walk(part, deeper, field, depth + 1);
        });
        walk(part, path, schema.items(), depth + 1);
    }

    private Position place(String part, Schema schema, List<Spot> field) {
        return field.stream()
                .findFirst()
                .or(() -> schema.where("required"))
                .map(spot -> declared.spot(operation, part, spot))
                .orElse(operation.at());
    }
}
