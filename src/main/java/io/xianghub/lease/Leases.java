package io.xianghub.lease;

import java.time.Duration;
import java.util.Optional;

/** Exclusive, expiring rights to run something, by the database's clock. */
public interface Leases {

    /** Takes a free or expired lease, or renews one that this node holds; empty while another node holds it. */
    Optional<Lease> acquire(String name, Duration term);

    /** Prolongs a held lease; false when it was lost. */
    boolean renew(Lease lease, Duration term);

    void release(Lease lease);

    /**
     * Locks the lease's row inside the caller's transaction and checks that the epoch is still the lease's own.
     *
     * @throws LeaseLost when another owner has taken it since
     */
    void fence(Lease lease);
}
