package io.xianghub.gateway;

import io.xianghub.bundle.Operation;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The compiled contracts of the operations that were called lately; a version's own never changes. */
final class Contracts {

    private static final int MOST = 500;

    private record Key(String digest, String operationId) {}

    private final IdentityNumberFormat format;
    private final Map<Key, Contract> compiled = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Contract> eldest) {
            return size() > MOST;
        }
    });

    Contracts(Clock clock) {
        this.format = new IdentityNumberFormat(clock);
    }

    Contract of(Operation operation) {
        return compiled.computeIfAbsent(
                new Key(operation.version().digest(), operation.operationId()), key -> new Contract(operation, format));
    }
}
