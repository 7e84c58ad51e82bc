package io.xianghub.legacy;

import java.util.List;

/** What a hub has of its own for its connections: where they lead, what it remembers of polled tables, further drivers. */
record Site(Bindings bindings, Polls polls, Drivers drivers) {

    /** One that forgets with the process and has no drivers but those on the class path. */
    static Site of(Bindings bindings) {
        return new Site(bindings, new RememberedPolls(), new Drivers(List.of()));
    }
}
