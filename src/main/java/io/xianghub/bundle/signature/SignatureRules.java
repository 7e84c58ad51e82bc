package io.xianghub.bundle.signature;

import io.xianghub.vault.VerificationKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whose signatures count.
 *
 * @param required whether a bundle without a valid signature is refused
 * @param trusted keys by their ids
 * @param revoked ids of keys that nothing is believed of any more
 */
public record SignatureRules(boolean required, Map<String, VerificationKey> trusted, Set<String> revoked) {

    public SignatureRules {
        trusted = Map.copyOf(trusted);
        revoked = Set.copyOf(revoked);
        for (String key : revoked) {
            if (!key.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException("Not a key's id (32 hexadecimal characters): " + key);
            }
        }
        if (required && trusted.isEmpty()) {
            throw new IllegalArgumentException("Signatures are required but no key is trusted");
        }
    }

    public static SignatureRules of(boolean required, Collection<VerificationKey> trusted, Set<String> revoked) {
        return new SignatureRules(
                required,
                trusted.stream().collect(Collectors.toMap(VerificationKey::id, Function.identity(), (a, b) -> b)),
                revoked);
    }
}
