package io.xianghub.bundle.sample;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sample says must come out, and the file that says so. */
sealed interface Expected {

    String file();

    /** A tree, or the JSON of one. */
    record Tree(String file, @Nullable Object tree) implements Expected {}

    /** Bytes of a wire format. */
    @SuppressWarnings("ArrayRecordComponent") // compared by TreeDifferences
    record Bytes(String file, byte[] bytes) implements Expected {}

    /** A problem; only what is written of it must be so. */
    record Refusal(String file, Map<?, ?> problem) implements Expected {}
}
