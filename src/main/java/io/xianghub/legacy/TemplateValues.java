package io.xianghub.legacy;

import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the holes of a template are filled with in one call. */
record TemplateValues(
        @Nullable Object body,
        Map<String, ? extends @Nullable Object> scope,
        Map<String, Object> operation,
        Binding binding,
        Instant now,
        LongSupplier sequence) {}
