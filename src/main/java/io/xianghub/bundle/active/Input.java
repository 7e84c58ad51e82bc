package io.xianghub.bundle.active;

import io.xianghub.shared.CallContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is handed to a bundle version.
 *
 * @param endpoint {@code direct:<operationId>}, {@code facade:<name>} or {@code sync:<sync>/<stream>}
 * @param body a tree, or bytes for a façade
 * @param scope becomes exchange properties, reached as {@code $name.path}
 */
record Input(
        String endpoint, @Nullable Object body, Map<String, ? extends @Nullable Object> scope, CallContext context) {}
