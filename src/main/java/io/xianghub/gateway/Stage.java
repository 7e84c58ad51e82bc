package io.xianghub.gateway;

/** One thing the front door does with a call before the next stage may. */
interface Stage {

    /** @throws io.xianghub.shared.problem.Problem when the call ends here */
    void pass(Call call);
}
