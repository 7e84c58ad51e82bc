package io.xianghub.identity;

import io.xianghub.shared.Actor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks the signatures of legacy-shaped calls. */
public interface Signatures {

    /**
     * The client that signed the call.
     *
     * @param scheme {@code x-tif}: headers {@code x-tif-paasid}, {@code -timestamp} (seconds), {@code -nonce}, {@code -signature}
     * @param header the value of a header by its name; null when the call has none
     * @throws io.xianghub.shared.problem.Problem {@code INVALID_SIGNATURE}
     */
    Actor verify(String scheme, Function<String, @Nullable String> header);
}
