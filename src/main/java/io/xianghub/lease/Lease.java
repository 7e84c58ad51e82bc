package io.xianghub.lease;

/** A held lease; {@code epoch} grows each time the lease changes hands and is written with everything done under it. */
public record Lease(String name, String owner, long epoch) {}
