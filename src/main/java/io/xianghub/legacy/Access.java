package io.xianghub.legacy;

import java.time.Clock;

/**
 * What every connection works with.
 *
 * @param leave gives the line back
 */
record Access(Bindings bindings, Line line, Watchdog watchdog, Clock clock, Runnable leave) {}
