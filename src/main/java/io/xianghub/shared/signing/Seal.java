package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.shangmi.Sm2;
import io.xianghub.shared.shangmi.Sm2PrivateKey;
import io.xianghub.shared.shangmi.Sm2PublicKey;
import io.xianghub.shared.wire.Malformed;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * How a signed text becomes the signature that is sent.
 *
 * @param key the name of the secret that is the key; empty for the only one
 * @param user the signer's id of SM2
 */
record Seal(Algorithm algorithm, String key, Coding coding, Sm2.SignatureForm form, String user) {

    /** How bytes are written; hexadecimal digits are read in either case, whichever is written. */
    enum Coding {
        HEX_LOWER,
        HEX_UPPER,
        BASE64;

        String text(byte[] bytes) {
            return switch (this) {
                case HEX_LOWER -> HexFormat.of().formatHex(bytes);
                case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(bytes);
                case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            };
        }

        Optional<byte[]> bytes(String text) {
            try {
                return Optional.of(
                        this == BASE64
                                ? Base64.getDecoder().decode(text)
                                : HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException unreadable) {
                return Optional.empty();
            }
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** @throws Malformed when the credential is not a key of this algorithm */
    String sign(byte[] text, Credentials credentials) throws Malformed {
        return coding.text(
                switch (algorithm) {
                    case SM2 -> Sm2PrivateKey.read(credentials.secret(key)).sign(text, user, form);
                    case RSA_SHA_256 -> Rsa.sign(text, credentials.secret(key));
                    default -> algorithm.hash(text, keyBytes(credentials));
                });
    }

    private byte[] keyBytes(Credentials credentials) {
        return algorithm.hasKey() ? Marks.bytes(credentials.secret(key)) : new byte[0];
    }

    /**
     * Why this is no signature of the text; empty when it is one.
     *
     * @param credentials whose secret is the key or, where there is a pair, the public half
     */
    Optional<Text> flaw(byte[] text, String signature, Credentials credentials) {
        Optional<byte[]> given = coding.bytes(signature);
        if (given.isEmpty()) {
            return Optional.of(Text.of("签名不是 %s 编码", "The signature is not written in %s", coding.word()));
        }
        try {
            return switch (algorithm) {
                case SM2 -> Sm2PublicKey.read(credentials.secret(key)).flaw(text, given.get(), user, form);
                case RSA_SHA_256 -> unless(Rsa.verifies(text, given.get(), credentials.secret(key)));
                default -> unless(MessageDigest.isEqual(algorithm.hash(text, keyBytes(credentials)), given.get()));
            };
        } catch (Malformed wrongKey) {
            return Optional.of(wrongKey.text());
        }
    }

    private static Optional<Text> unless(boolean fits) {
        return fits ? Optional.empty() : Optional.of(Text.of("签名与内容不符", "The signature does not fit the content"));
    }
}
