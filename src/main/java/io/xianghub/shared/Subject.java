package io.xianghub.shared;

import io.xianghub.shared.identity.Uscc;
import org.jspecify.annotations.Nullable;

/**
 * The person, or the clerk of an enterprise, on whose behalf a client calls.
 *
 * @param id the hub's own id of the person
 * @param certificate the keyed fingerprint of the person's certificate number; the number itself is never carried
 * @param enterprise the enterprise the clerk acts for; null for a person
 * @param realNameLevel 1 registered … 4 in person
 */
public record Subject(String id, String certificate, @Nullable Uscc enterprise, int realNameLevel) {

    public boolean clerkOf(Uscc uscc) {
        return uscc.equals(enterprise);
    }
}
