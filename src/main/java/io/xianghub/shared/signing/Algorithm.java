package io.xianghub.shared.signing;

import io.xianghub.shared.shangmi.Sm3;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What turns a signed text into a signature. */
enum Algorithm {
    MD5,
    SHA_256,
    SM3,
    HMAC_MD5,
    HMAC_SHA_256,
    HMAC_SM3,
    SM2,
    RSA_SHA_256;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Algorithm::word).toList();
    }

    static Algorithm of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether the two ends have different halves of a key pair. */
    boolean hasKeyPair() {
        return this == SM2 || this == RSA_SHA_256;
    }

    boolean hasKey() {
        return name().startsWith("HMAC");
    }

    /** The hash, keyed where the algorithm has a key. */
    byte[] hash(byte[] text, byte[] key) {
        try {
            return switch (this) {
                case MD5 -> MessageDigest.getInstance("MD5").digest(text);
                case SHA_256 -> MessageDigest.getInstance("SHA-256").digest(text);
                case SM3 -> Sm3.digest(text);
                case HMAC_MD5 -> mac("HmacMD5", text, key);
                case HMAC_SHA_256 -> mac("HmacSHA256", text, key);
                case HMAC_SM3 -> Sm3.hmac(key, text);
                case SM2, RSA_SHA_256 -> throw new IllegalStateException(this + " is no hash");
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] mac(String algorithm, byte[] text, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(text);
    }
}
