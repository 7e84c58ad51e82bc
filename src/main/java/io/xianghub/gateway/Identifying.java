package io.xianghub.gateway;

import io.xianghub.identity.Actors;

/** Who calls; a service about somebody needs a subject. */
final class Identifying implements Stage {

    private final Actors actors;

    Identifying(Actors actors) {
        this.actors = actors;
    }

    @Override
    public void pass(Call call) {
        call.identified(actors.current());
        if (!call.operation().subject().equals("none")) {
            call.actor().requireSubject();
        }
    }
}
