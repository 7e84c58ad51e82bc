package io.xianghub.identity;

import io.xianghub.shared.Actor;

/** Who sent the request that the current thread serves. */
public interface Actors {

    /** @throws io.xianghub.shared.problem.Problem {@code UNAUTHENTICATED} when nobody, or nobody known, sent it */
    Actor current();
}
