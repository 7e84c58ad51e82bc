package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each connection leads on this hub. What the department set through the hub comes first, then what a simulator
 * registered, then what stands in the configuration.
 */
public final class Bindings {

    private final @Nullable BindingStore store;
    private final Map<Key, Binding> configured;
    private final Map<Key, Binding> registered = new ConcurrentHashMap<>();

    record Key(BundleName bundle, String connection) {}

    /** Bindings of this process alone, for offline commands and tests. */
    public Bindings() {
        this(null, Map.of());
    }

    Bindings(@Nullable BindingStore store, Map<Key, Binding> configured) {
        this.store = store;
        this.configured = Map.copyOf(configured);
    }

    /** Says where a connection leads until the process ends; simulators use it. */
    public void register(BundleName bundle, String connection, Binding binding) {
        registered.put(new Key(bundle, connection), binding);
    }

    public Optional<Binding> find(BundleName bundle, String connection) {
        Key key = new Key(bundle, connection);
        Optional<Binding> stored = store == null ? Optional.empty() : store.find(key);
        return stored.or(() -> Optional.ofNullable(registered.get(key)))
                .or(() -> Optional.ofNullable(configured.get(key)));
    }
}
