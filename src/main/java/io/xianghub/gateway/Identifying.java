package io.xianghub.gateway;

import io.xianghub.identity.Actors;

/** Who calls. */
final class Identifying implements Stage {

    private final Actors actors;

    Identifying(Actors actors) {
        this.actors = actors;
    }

    @Override
    public void pass(Call call) {
        call.identified(actors.current());
    }
}
