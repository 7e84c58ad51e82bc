package io.xianghub.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.xianghub.shared.Ids;
import io.xianghub.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key that signs access tokens: made once, sealed in the database, so that tokens survive a restart. */
final class SigningKey {

    private static final String ACTIVE = "active";

    private SigningKey() {}

    static RSAKey open(JdbcClient jdbc, Vault vault) {
        return read(jdbc, vault).orElseGet(() -> {
            try {
                jdbc.sql("insert into signing_key (name, sealed_key) values (:name, :key)")
                        .param("name", ACTIVE)
                        .param("key", Base64.getEncoder().encodeToString(vault.seal(fresh())))
                        .update();
            } catch (DuplicateKeyException anotherNodeWasFaster) {
                // Its key is everybody's.
            }
            return read(jdbc, vault).orElseThrow();
        });
    }

    private static Optional<RSAKey> read(JdbcClient jdbc, Vault vault) {
        return jdbc.sql("select sealed_key from signing_key where name = :name")
                .param("name", ACTIVE)
                .query(String.class)
                .optional()
                .map(key -> parse(vault.open(Base64.getDecoder().decode(key))));
    }

    private static byte[] fresh() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(Ids.next())
                    .generate()
                    .toJSONString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The Java runtime cannot make RSA keys", impossible);
        }
    }

    private static RSAKey parse(byte[] key) {
        try {
            return RSAKey.parse(new String(key, StandardCharsets.UTF_8));
        } catch (ParseException broken) {
            // The cause would carry the key.
            throw new IllegalStateException("The sealed signing key is not a key");
        }
    }
}
