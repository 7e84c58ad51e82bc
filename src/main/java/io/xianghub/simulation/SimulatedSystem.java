package io.xianghub.simulation;

import io.xianghub.legacy.Binding;
import io.xianghub.legacy.Secret;
import io.xianghub.shared.BundleName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A department's system that is being played on a socket.
 *
 * @param connection the connection of the bundle that it answers
 * @param user the only user it lets in; null when it asks for none
 */
public record SimulatedSystem(
        BundleName bundle,
        String name,
        String connection,
        String kind,
        String address,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> properties,
        DeclaredBinding declared) {

    public SimulatedSystem {
        properties = Map.copyOf(properties);
    }

    /** What the hub needs to reach it. */
    public Binding binding() {
        Secret only = password == null ? declared.secret() : new Secret(password);
        return declared.settings().with(properties).binding(address, only).secrets(declared.secrets());
    }
}
