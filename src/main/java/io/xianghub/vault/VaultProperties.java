package io.xianghub.vault;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code xianghub.vault.*}.
 *
 * @param key master keys in Base64, oldest first, separated by commas; without it the hub makes and keeps its own in
 *     {@code ${xianghub.data-dir}/vault/keys}
 */
@ConfigurationProperties("xianghub.vault")
record VaultProperties(@Nullable String key) {

    @Override
    public String toString() {
        return "VaultProperties";
    }
}
