package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.signing.Authentication;

/**
 * A legacy-shaped entrance on {@code /legacy/{bundle}/{name}}.
 *
 * @param authentication how its callers prove who they are; a fixed token alone is never accepted
 * @param contentType the only media type it takes
 * @param answerType media type, charset included, of what it answers
 */
public record Facade(
        BundleName bundle,
        String name,
        Authentication authentication,
        String contentType,
        String answerType,
        long maxBytes,
        Services.Active version) {}
