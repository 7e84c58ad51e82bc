package io.xianghub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final byte[] MESSAGE = "湘枢 bundle".getBytes(StandardCharsets.UTF_8);

    /** Made by openssl 3.0.19: ecparam -name SM2 -genkey; pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678. */
    private static final String SM2_OF_OPENSSL =
            """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEjaJ8wAa3lqvl8aAxnnQRXXx2o7t4
            VaHu90dRA267pvPhawJIWohAo25Tq4yVerbMuYvyUN0X0/oiYDmVgKQbFA==
            -----END PUBLIC KEY-----
            """;

    private static final String SM2_SIGNATURE =
            "MEQCIC4jo1B1cJ0NRVK3ZJSdOVOo62ZTeSktFxfuC+iJ12pWAiAh73rbSAJ6Z5D1l3XzpU5IqCIDvyZrMOf6dx/GBagKVw==";

    private static final String ED25519_OF_OPENSSL =
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEANLZVbefe5uoH/uvFvEDpBxDis7XDcrUn1LGpTmWpyss=
            -----END PUBLIC KEY-----
            """;

    private static final String ED25519_SIGNATURE =
            "FbysaWXEqXBLh7e/f43hgXeDZ76XdL3Rsg490PzfTMNu0blSlTitifY/oa9vlJvTxf4zm5POjK+bS7MElc1YCA==";

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void verifiesWhatItSignedAfterBothKeysWentThroughFiles(SignatureAlgorithm algorithm) throws Malformed {
        SigningKey key = SigningKey.generate(algorithm);
        byte[] signature = SigningKey.read(key.pem()).sign(MESSAGE);
        VerificationKey open = VerificationKey.read(key.verification().pem());

        assertThat(open.id()).isEqualTo(key.verification().id()).matches("[0-9a-f]{32}");
        assertThat(open.algorithm()).isEqualTo(algorithm);
        assertThat(open.verifies(MESSAGE, signature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void refusesAnotherMessageAnotherKeyAndEveryAlteredByte(SignatureAlgorithm algorithm) {
        SigningKey key = SigningKey.generate(algorithm);
        byte[] signature = key.sign(MESSAGE);

        assertThat(key.verification().verifies("other".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(SigningKey.generate(algorithm).verification().verifies(MESSAGE, signature))
                .isFalse();
        for (int i = 0; i < signature.length; i++) {
            byte[] altered = signature.clone();
            altered[i] ^= 0x01;
            assertThat(key.verification().verifies(MESSAGE, altered))
                    .as("byte " + i)
                    .isFalse();
        }
        assertThat(key.verification().verifies(MESSAGE, new byte[0])).isFalse();
    }

    @Test
    void verifiesWhatOpensslSigned() throws Malformed {
        assertThat(VerificationKey.read(SM2_OF_OPENSSL)
                        .verifies(MESSAGE, Base64.getDecoder().decode(SM2_SIGNATURE)))
                .isTrue();
        assertThat(VerificationKey.read(ED25519_OF_OPENSSL)
                        .verifies(MESSAGE, Base64.getDecoder().decode(ED25519_SIGNATURE)))
                .isTrue();
    }

    @Test
    void carriesItsEndInItsFile() throws Malformed {
        Instant end = Instant.parse("2027-11-24T00:00:00Z");
        VerificationKey key =
                SigningKey.generate(SignatureAlgorithm.SM2).verification().until(end);
        VerificationKey read = VerificationKey.read(key.pem());

        assertThat(read.notAfter()).hasValue(end);
        assertThat(read.expired(end)).isFalse();
        assertThat(read.expired(end.plusSeconds(1))).isTrue();
        assertThatThrownBy(() -> VerificationKey.read(key.pem().replace("2027-11-24T00:00:00Z", "someday")))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("Not-After");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n=\n-----END PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERjt4zu/+il9YJ1TXhQ8Cy0L3lcca\nrjsdXB2gPQoM2pFB9ZDxtAfVlvFEPYG/kzRuRY4OeNYWhTGhF3j0gK7vDw==\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDhmbajhYuG48oftEZlR+alRrAa\nqHLC8NT4wv0kRE2B9tlaYcIC35MCJT8Xtjbv57/1hZRbAIKV2mt+uURydEsyo0oA\n3hYY5i0NQNOSgI8J905pl0ZlAB2nvyqxm/+xCkgaD+QyezwFyPGWKspBT/Vk1Hwe\nRCeWSW4ewD21eo7aJwIDAQAB\n-----END PUBLIC KEY-----"
            })
    void refusesAKeyThatIsNone(String pem) {
        assertThatThrownBy(() -> VerificationKey.read(pem)).isInstanceOf(Malformed.class);
    }

    @Test
    void takesNeitherHalfForTheOtherNorTwoAtOnce() {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2);
        String open = key.verification().pem();

        assertThatThrownBy(() -> VerificationKey.read(key.pem())).hasMessageContaining("PUBLIC KEY");
        assertThatThrownBy(() -> SigningKey.read(open)).hasMessageContaining("PRIVATE KEY");
        assertThatThrownBy(() -> VerificationKey.read(open + open)).hasMessageContaining("more than one");
    }

    @Test
    void tellsNobodyThePrivateKey() {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.SM2);

        assertThat(key.toString()).isEqualTo("SigningKey " + key.verification().id());
    }
}
