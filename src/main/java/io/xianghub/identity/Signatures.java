package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.signing.Authentication;
import io.xianghub.shared.signing.SignedCall;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks the signatures of legacy-shaped calls, and of the vouchers in them. */
public interface Signatures {

    /**
     * The client that signed the call, or its vouchers.
     *
     * @param call its body is needed where the authentication says so only
     * @param header the value of a header by its name; null when the call has none
     * @throws io.xianghub.shared.problem.Problem {@code INVALID_SIGNATURE}
     */
    Actor verify(Authentication authentication, SignedCall call, Function<String, @Nullable String> header);
}
