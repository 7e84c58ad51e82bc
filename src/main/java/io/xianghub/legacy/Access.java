package io.xianghub.legacy;

import java.time.Clock;

/**
 * What every connection works with.
 *
 * @param leave gives the line back
 */
record Access(Site site, Line line, Watchdog watchdog, Clock clock, Runnable leave) {

    Bindings bindings() {
        return site.bindings();
    }
}
