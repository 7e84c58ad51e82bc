package io.xianghub.bundle.camel.endpoint;

import io.xianghub.lease.Leases;
import io.xianghub.record.Exchanges;
import java.time.Clock;
import java.time.Duration;

/**
 * What it takes to poll a department's folder.
 *
 * @param term how long a node may poll before it must renew its lease
 */
public record FileIntake(Leases leases, Exchanges exchanges, Clock clock, Duration term) {}
