package io.xianghub.bundle;

import io.xianghub.lease.Lease;
import io.xianghub.lease.LeaseLost;
import io.xianghub.lease.Leases;
import java.time.Duration;
import java.util.Optional;

/** Leases of a hub on which nothing may poll. */
public final class NoLeases implements Leases {

    @Override
    public Optional<Lease> acquire(String name, Duration term) {
        return Optional.empty();
    }

    @Override
    public boolean renew(Lease lease, Duration term) {
        return false;
    }

    @Override
    public void release(Lease lease) {}

    @Override
    public void fence(Lease lease) {
        throw new LeaseLost(lease);
    }
}
