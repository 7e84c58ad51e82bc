package io.xianghub.record;

import java.time.Instant;

/**
 * That somebody used something of a bundle, and how often.
 *
 * @param service operation, facade, message type or sync, as exchanges name it
 * @param failed how many of {@code count} ended in a problem
 * @param last when the newest was received
 */
public record Use(
        Exchange.Kind kind,
        String bundle,
        int major,
        String service,
        String actor,
        long count,
        long failed,
        Instant last) {}
