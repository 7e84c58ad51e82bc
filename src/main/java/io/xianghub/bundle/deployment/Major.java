package io.xianghub.bundle.deployment;

import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;

/** One major version of a bundle, which one version answers for. */
record Major(BundleName bundle, int number) {

    static Major of(Services.Active version) {
        return new Major(version.bundle(), version.version().major());
    }
}
