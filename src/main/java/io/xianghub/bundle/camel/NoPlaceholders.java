package io.xianghub.bundle.camel;

import java.util.Map;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/** No {@code {{env:…}}}, {@code {{sys:…}}}, {@code {{bean:…}}}: what surrounds the hub is nothing of a bundle's. */
final class NoPlaceholders implements PropertiesFunctionResolver {

    @Override
    public void addPropertiesFunction(PropertiesFunction function) {
        // none is ever asked
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return Map.of();
    }

    @Override
    public boolean hasFunction(String name) {
        return false;
    }

    @Override
    public @Nullable PropertiesFunction resolvePropertiesFunction(String name) {
        return null;
    }
}
