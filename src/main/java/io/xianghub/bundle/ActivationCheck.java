package io.xianghub.bundle;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.problem.Findings;

/** Whether a version may answer callers; higher modules have their say through it. A shadow answers nobody and needs none. */
public interface ActivationCheck {

    /** Adds an error for each reason why this version may not answer. */
    void check(Services.Active version, BundleFiles files, Findings findings);
}
