package io.xianghub.identity;

import io.xianghub.shared.Subject;

/** Tells whether a person asks for his own data. */
public interface Subjects {

    /** Compares keyed fingerprints; the number is neither kept nor logged. */
    boolean isSelf(Subject subject, String identityNumber);
}
