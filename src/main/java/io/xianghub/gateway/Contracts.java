package io.xianghub.gateway;

import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.contract.Contract;
import io.xianghub.shared.BundleName;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The compiled contracts of the operations that were called. They go after their version; what the next version says in the same words is not
 * compiled again, so that the first callers after a swap need not wait.
 */
final class Contracts {

    /**
     * What one operation's calls are read and checked by.
     *
     * @param operation whose schemas these are
     * @param readers of the texts of {@code path}, {@code query} and {@code header}
     */
    record Compiled(Operation operation, Contract contract, Map<String, Parameters> readers) {

        static Compiled of(Operation operation, Clock clock) {
            Map<String, Parameters> readers = new LinkedHashMap<>();
            operation.parameters().forEach((place, schema) -> readers.put(place, new Parameters(schema)));
            return new Compiled(
                    operation,
                    new Contract(operation.parameters(), operation.request(), operation.answer(), clock),
                    readers);
        }

        /** These schemas for an operation that has the same words; empty when it has others. */
        Optional<Compiled> of(Operation other) {
            return operation.parameters().equals(other.parameters())
                            && Objects.equals(operation.request(), other.request())
                            && operation.answer().equals(other.answer())
                    ? Optional.of(new Compiled(other, contract, readers))
                    : Optional.empty();
        }

        @Nullable Parameters reader(String place) {
            return readers.get(place);
        }
    }

    private final Services services;
    private final Clock clock;
    /** By digest, then by operation. */
    private final Map<String, Map<String, Compiled>> versions = new ConcurrentHashMap<>();

    Contracts(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    Compiled of(Operation operation) {
        String digest = operation.version().digest();
        Map<String, Compiled> known = versions.get(digest);
        Map<String, Compiled> operations = known == null ? begin(digest, operation.bundle()) : known;
        Compiled compiled = operations.get(operation.operationId());
        return compiled != null && compiled.operation().version().digest().equals(digest)
                ? compiled
                : operations.compute(operation.operationId(), (id, before) -> Optional.ofNullable(before)
                        .flatMap(other -> other.of(operation))
                        .orElseGet(() -> Compiled.of(operation, clock)));
    }

    /** With a version that is new here those go that are gone; a candidate's may go with them, and are compiled again. */
    private Map<String, Compiled> begin(String digest, BundleName bundle) {
        Map<String, Compiled> earlier = new ConcurrentHashMap<>();
        versions.values().stream()
                .flatMap(operations -> operations.values().stream())
                .filter(compiled -> compiled.operation().bundle().equals(bundle))
                .forEach(compiled -> earlier.put(compiled.operation().operationId(), compiled));
        Set<String> active =
                services.active().stream().map(Services.Active::digest).collect(Collectors.toUnmodifiableSet());
        versions.keySet().retainAll(active);
        return versions.computeIfAbsent(digest, first -> earlier);
    }
}
