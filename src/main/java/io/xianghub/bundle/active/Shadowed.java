package io.xianghub.bundle.active;

import io.xianghub.shared.Version;

/** A version that stood beside, and what was found of it. */
public record Shadowed(Version version, String digest, ShadowFindings found) {}
