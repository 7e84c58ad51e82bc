package io.xianghub.bundle.lineage;

import io.xianghub.shared.yaml.Position;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is no longer as it was when a field is dropped.
 *
 * @param input an operationId, {@code facade.<name>}, {@code message.<name>}, {@code sync.<sync>.<stream>} or {@code
 *     <connection>/<source>}
 * @param end {@code answer}, {@code push:submit <message>}, {@code redemption:<dataset>/<stream>}; empty for all of them
 * @param field of the end, as the contract or the message names it; empty for all of it
 * @param demanded whether the contract demands the field, so that an answer without it reaches nobody
 * @param at the line of the mapping that decides; null when no mapping does
 */
public record Breakage(String input, String end, String field, Effect effect, boolean demanded, @Nullable Position at) {

    static final Comparator<Breakage> ORDER = Comparator.comparing(Breakage::input)
            .thenComparing(Breakage::effect)
            .thenComparing(Breakage::end)
            .thenComparing(Breakage::field);
}
