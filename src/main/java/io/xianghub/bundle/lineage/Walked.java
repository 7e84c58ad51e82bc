package io.xianghub.bundle.lineage;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of one input on all its ways through a bundle.
 *
 * @param ends what it reached, by {@code answer}, {@code push:submit account-movement}, {@code redemption:payments/bill}
 * @param reads what of all that came in anybody looked at
 * @param complete whether all ways were gone to their ends
 */
record Walked(String input, Map<String, Tree> ends, List<Need> needs, Set<Origin> reads, boolean complete) {

    static final String ANSWER = "answer";
}
