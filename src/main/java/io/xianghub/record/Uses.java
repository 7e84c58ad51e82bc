package io.xianghub.record;

import java.time.Instant;
import java.util.List;

/** Who uses what, as the exchange log shows it. */
public interface Uses {

    /** Everybody whose inputs reached that major version since then, by service and actor; files that the hub fetched are not uses. */
    List<Use> of(String bundle, int major, Instant since);
}
