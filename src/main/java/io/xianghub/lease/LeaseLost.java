package io.xianghub.lease;

/** The lease went to another owner: what was about to be written must not be. */
public final class LeaseLost extends RuntimeException {

    public LeaseLost(Lease lease) {
        super("The lease " + lease.name() + " of epoch " + lease.epoch() + " is lost");
    }
}
