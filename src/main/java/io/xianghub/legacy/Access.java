package io.xianghub.legacy;

import java.time.Clock;

/** What every connection works with. */
record Access(Bindings bindings, Line line, Watchdog watchdog, Clock clock) {}
