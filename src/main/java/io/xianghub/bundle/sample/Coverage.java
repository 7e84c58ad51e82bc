package io.xianghub.bundle.sample;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.border.Touches;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What of a bundle its samples touch, and what none of them does. */
public record Coverage(List<Part> parts) {

    public enum Kind {
        /** Operations, façades, messages, files and batches, by the folder of their cases. */
        INPUT,
        ROUTE,
        /** Operations of departments' systems. */
        LEGACY,
        /** Properties of requests and answers. */
        CONTRACT,
        /** Fields that mappings read. */
        SOURCE,
        /** Codes of dictionaries. */
        DICTIONARY;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing and its members.
     *
     * @param of the mapping, dictionary or operation; empty when the members stand for themselves
     */
    public record Part(Kind kind, String of, int all, SortedSet<String> untouched) {
        public int touched() {
            return all - untouched.size();
        }
    }

    public Coverage {
        parts = List.copyOf(parts);
    }

    public int all(Kind kind) {
        return parts.stream()
                .filter(part -> part.kind() == kind)
                .mapToInt(Part::all)
                .sum();
    }

    public int touched(Kind kind) {
        return parts.stream()
                .filter(part -> part.kind() == kind)
                .mapToInt(Part::touched)
                .sum();
    }

    /** Takes note while samples run. */
    static final class Collector {

        private final CheckedBundle bundle;
        private final Touches touches;
        private final Set<String> inputs = ConcurrentHashMap.newKeySet();
        private final Map<String, Set<String>> contract = new ConcurrentHashMap<>();

        Collector(CheckedBundle bundle, Touches touches) {
            this.bundle = bundle;
            this.touches = touches;
        }

        void came(Input input, @Nullable Object request, @Nullable Object answer) {
            inputs.add(input.folder());
            if (input.kind() == Input.Kind.OPERATION) {
                Set<String> fields = contract.computeIfAbsent(input.folder(), absent -> ConcurrentHashMap.newKeySet());
                SchemaFields.ofTree("request", request, fields);
                SchemaFields.ofTree("answer", answer, fields);
            }
        }

        Coverage coverage(Collection<String> routes) {
            List<Part> parts = new ArrayList<>();
            Set<String> allInputs =
                    Input.of(bundle.definition(), bundle.operations().keySet()).keySet();
            add(parts, Kind.INPUT, "", allInputs, inputs);
            add(parts, Kind.ROUTE, "", routes, touches.routes());
            List<String> operations = new ArrayList<>();
            bundle.definition().connections().forEach((name, connection) -> connection
                    .operationNames()
                    .forEach(operation -> operations.add(name + "/" + operation)));
            add(parts, Kind.LEGACY, "", operations, touches.operations());
            for (ContractOperation operation : bundle.operations().values()) {
                add(
                        parts,
                        Kind.CONTRACT,
                        operation.operationId(),
                        SchemaFields.of(operation),
                        contract.getOrDefault(operation.operationId(), Set.of()));
            }
            for (String name : new TreeSet<>(bundle.mappings().names())) {
                Set<String> sources = bundle.mappings().find(name).orElseThrow().sources();
                add(parts, Kind.SOURCE, name, sources, touches.sources(name));
            }
            new TreeMap<>(bundle.mappings().codes())
                    .forEach((name, codes) -> add(parts, Kind.DICTIONARY, name, codes, touches.codes(name)));
            return new Coverage(parts);
        }

        private static void add(
                List<Part> parts, Kind kind, String of, Collection<String> all, Collection<String> touched) {
            if (!all.isEmpty()) {
                SortedSet<String> untouched = new TreeSet<>(all);
                int count = untouched.size();
                untouched.removeAll(Set.copyOf(touched));
                parts.add(new Part(kind, of, count, untouched));
            }
        }
    }
}
