package io.xianghub.bundle.lineage;

import io.xianghub.shared.yaml.Position;

/**
 * That a mapping refuses its whole input without a field.
 *
 * @param field the mapping's target that demands it; empty when there is no result at all without it
 * @param bond looser than certain when some inputs do not come by, or something else may stand for it
 */
record Need(Origin origin, String mapping, String field, Position at, Bond bond) {}
