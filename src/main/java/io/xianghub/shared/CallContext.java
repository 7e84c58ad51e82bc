package io.xianghub.shared;

import java.time.Instant;

/**
 * What accompanies one input on its way through the hub.
 *
 * @param exchange the row of the exchange log that this input leaves
 * @param deadline when an answer is no longer of use; every wait on the way is cut to it
 * @param remarks for the note of the row
 */
public record CallContext(ExchangeId exchange, Actor actor, Instant deadline, Remarks remarks) {

    /** An input on whose row nobody waits for remarks. */
    public CallContext(ExchangeId exchange, Actor actor, Instant deadline) {
        this(exchange, actor, deadline, new Remarks());
    }
}
