package io.xianghub.shared;

import java.time.Instant;

/**
 * What accompanies one input on its way through the hub.
 *
 * @param exchange the row of the exchange log that this input leaves
 * @param deadline when an answer is no longer of use; every wait on the way is cut to it
 */
public record CallContext(ExchangeId exchange, Actor actor, Instant deadline) {}
