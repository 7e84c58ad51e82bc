package io.xianghub.bundle.sample;

import io.xianghub.mapping.Mapping;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One input of a mapping, the trees it finds in the scope, and what must come out. */
record MappingSample(
        Mapping mapping, String name, @Nullable Object in, Map<String, @Nullable Object> scope, Expected expected) {}
