package io.xianghub.gateway;

/** A service about somebody needs to know on whose behalf it is called. */
final class RequiringSubject implements Stage {

    @Override
    public void pass(Call call) {
        if (!call.operation().subject().equals("none")) {
            call.actor().requireSubject();
        }
    }
}
