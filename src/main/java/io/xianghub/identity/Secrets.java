package io.xianghub.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that nobody has to think up: 144 random bits as 24 characters. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static String next() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
