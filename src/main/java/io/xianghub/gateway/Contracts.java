package io.xianghub.gateway;

import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.contract.Contract;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The compiled contracts of the operations that were called; a version's own never changes, and goes after it. */
final class Contracts {

    /**
     * What one operation's calls are read and checked by.
     *
     * @param readers of the texts of {@code path}, {@code query} and {@code header}
     */
    record Compiled(Contract contract, Map<String, Parameters> readers) {

        static Compiled of(Operation operation, Clock clock) {
            Map<String, Parameters> readers = new LinkedHashMap<>();
            operation.parameters().forEach((place, schema) -> readers.put(place, new Parameters(schema)));
            return new Compiled(
                    new Contract(operation.parameters(), operation.request(), operation.answer(), clock), readers);
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
        Map<String, Compiled> operations = known == null ? begin(digest) : known;
        Compiled compiled = operations.get(operation.operationId());
        return compiled != null
                ? compiled
                : operations.computeIfAbsent(operation.operationId(), id -> Compiled.of(operation, clock));
    }

    /** With a version that is new here those go that are gone; a candidate's may go with them, and are compiled again. */
    private Map<String, Compiled> begin(String digest) {
        Set<String> active =
                services.active().stream().map(Services.Active::digest).collect(Collectors.toUnmodifiableSet());
        versions.keySet().retainAll(active);
        return versions.computeIfAbsent(digest, first -> new ConcurrentHashMap<>());
    }
}
