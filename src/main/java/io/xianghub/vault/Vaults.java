package io.xianghub.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the vault outside Spring: offline commands and tests. */
public final class Vaults {

    private Vaults() {}

    /** @param given master keys in Base64, oldest first; null to keep an own key in {@code <dataDirectory>/vault/keys} */
    public static Vault of(@Nullable String given, Path dataDirectory) {
        KeyRing keys = given == null || given.isBlank()
                ? KeyRing.open(dataDirectory.resolve("vault").resolve("keys"))
                : KeyRing.parse(given);
        return new ShangmiVault(keys);
    }
}
