package io.xianghub.bundle.signature;

import io.xianghub.shared.wire.Malformed;
import io.xianghub.vault.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code xianghub.bundles.*} about signatures.
 *
 * @param signatures whether bundles must be signed; production demands it
 * @param trustedKeys public keys in PEM, each the text itself or the path of its file
 * @param revokedKeys ids of keys that were lost or whose holder has left
 */
@ConfigurationProperties("xianghub.bundles")
public record SignatureSettings(
        @DefaultValue("optional") Signatures signatures,
        @DefaultValue({}) List<String> trustedKeys,
        @DefaultValue({}) Set<String> revokedKeys) {

    enum Signatures {
        OPTIONAL,
        REQUIRED
    }

    /** @throws IllegalStateException naming the entry that cannot be used; the hub does not start then */
    public SignatureRules rules() {
        List<VerificationKey> keys = new ArrayList<>();
        for (int i = 0; i < trustedKeys.size(); i++) {
            keys.add(key(i));
        }
        try {
            return SignatureRules.of(signatures == Signatures.REQUIRED, keys, revokedKeys);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("xianghub.bundles: " + wrong.getMessage(), wrong);
        }
    }

    private VerificationKey key(int index) {
        String given = trustedKeys.get(index);
        String entry = "xianghub.bundles.trusted-keys[" + index + "]";
        try {
            return VerificationKey.read(given.contains("-----BEGIN ") ? given : Files.readString(Path.of(given)));
        } catch (Malformed wrong) {
            throw new IllegalStateException(
                    entry + ": " + wrong.text().zh() + " / " + wrong.text().en(), wrong);
        } catch (IOException unreadable) {
            throw new IllegalStateException(entry + ": 无法读取公钥文件 / the key's file cannot be read: " + given, unreadable);
        }
    }
}
