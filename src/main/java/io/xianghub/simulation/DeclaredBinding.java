package io.xianghub.simulation;

import io.xianghub.legacy.BindingSettings;
import io.xianghub.legacy.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator says of the binding that leads to it; address and user are its own affair.
 *
 * @param secret null when the system gives a password of its own, or asks for none
 */
public record DeclaredBinding(BindingSettings settings, @Nullable Secret secret, Map<String, Secret> secrets) {

    static final DeclaredBinding NONE = new DeclaredBinding(BindingSettings.DEFAULT, null, Map.of());

    public DeclaredBinding {
        secrets = Map.copyOf(secrets);
    }

    /** @param name empty for the only one; null when there is none of this name */
    @Nullable Secret named(String name) {
        return name.isEmpty() ? secret : secrets.get(name);
    }
}
