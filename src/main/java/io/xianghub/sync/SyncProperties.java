package io.xianghub.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How syncs run.
 *
 * @param overlap how far behind the watermark a run begins, so that rows committed late are not lost
 * @param batch rows handed to a route at once
 * @param lease how long a node that falls silent keeps others from running the sync
 * @param mostQuarantined more rows set aside than these end the run
 */
@ConfigurationProperties("xianghub.sync")
record SyncProperties(
        @DefaultValue("10m") Duration overlap,
        @DefaultValue("10000") int batch,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("1000") int mostQuarantined) {

    SyncProperties {
        if (overlap.isNegative() || batch < 1 || batch > 10_000 || mostQuarantined < 0) {
            throw new IllegalArgumentException(
                    "xianghub.sync: overlap is not negative, batch is 1 to 10000, most-quarantined is not negative");
        }
    }
}
