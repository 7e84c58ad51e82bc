package io.xianghub.legacy;

import java.util.List;

/** What a hub has of its own for its connections: where they lead, and further drivers. */
record Site(Bindings bindings, Drivers drivers) {

    /** One that has no drivers but those on the class path. */
    static Site of(Bindings bindings) {
        return new Site(bindings, new Drivers(List.of()));
    }
}
