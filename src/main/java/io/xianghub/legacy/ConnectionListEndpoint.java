package io.xianghub.legacy;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The connections that an actor may look at. */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionListEndpoint {

    private final BindingStore store;
    private final Bindings bindings;
    private final Connections connections;

    ConnectionListEndpoint(BindingStore store, Bindings bindings, Connections connections) {
        this.store = store;
        this.bindings = bindings;
        this.connections = connections;
    }

    /**
     * @param address null while it is bound to none
     * @param breaker closed, half-open or open; null while no version that has it runs on this node
     */
    record Item(
            String bundle,
            String connection,
            String department,
            String style,
            @Nullable String address,
            @Nullable String breaker) {}

    @GetMapping
    Page<Item> all(Actor actor) {
        actor.require(Role.DEPARTMENT, Role.ENGINEER, Role.ADMINISTRATOR);
        return new Page<>(
                store.all(actor.is(Role.ADMINISTRATOR) ? null : actor.departments()).entrySet().stream()
                        .map(found -> item(found.getKey(), found.getValue()))
                        .toList(),
                null);
    }

    private Item item(Bindings.Key key, BindingStore.Stored stored) {
        return new Item(
                key.bundle().value(),
                key.connection(),
                stored.department(),
                stored.style(),
                bindings.find(key.bundle(), key.connection())
                        .map(Binding::address)
                        .orElse(null),
                connections.breaker(key.bundle(), key.connection()).orElse(null));
    }
}
