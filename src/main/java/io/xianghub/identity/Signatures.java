package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.signing.SignedCall;
import io.xianghub.shared.signing.SigningScheme;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks the signatures of legacy-shaped calls. */
public interface Signatures {

    /**
     * The client that signed the call.
     *
     * @param call its body is needed where the scheme says so only
     * @param header the value of a header by its name; null when the call has none
     * @throws io.xianghub.shared.problem.Problem {@code INVALID_SIGNATURE}
     */
    Actor verify(SigningScheme scheme, SignedCall call, Function<String, @Nullable String> header);
}
