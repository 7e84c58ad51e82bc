package io.xianghub.gateway;

import io.xianghub.bundle.Operation;
import io.xianghub.bundle.contract.Contract;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compiled contracts of the operations that were called lately; a version's own never changes. */
final class Contracts {

    private static final int MOST = 500;

    private record Key(String digest, String operationId) {}

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

    private final Clock clock;
    private final Map<Key, Compiled> compiled = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
            return size() > MOST;
        }
    });

    Contracts(Clock clock) {
        this.clock = clock;
    }

    Compiled of(Operation operation) {
        return compiled.computeIfAbsent(
                new Key(operation.version().digest(), operation.operationId()), key -> Compiled.of(operation, clock));
    }
}
