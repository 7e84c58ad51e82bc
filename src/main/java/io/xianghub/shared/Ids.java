package io.xianghub.shared;

import java.security.SecureRandom;

/** Identifiers that sort by the time they were made: 26 characters, 48 bits of milliseconds and 80 random bits (ULID). */
public final class Ids {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String next() {
        return at(System.currentTimeMillis());
    }

    static String at(long millis) {
        char[] text = new char[26];
        for (int i = 9; i >= 0; i--) {
            text[i] = ALPHABET[(int) (millis & 31)];
            millis >>>= 5;
        }
        byte[] noise = new byte[16];
        RANDOM.nextBytes(noise);
        for (int i = 0; i < 16; i++) {
            text[10 + i] = ALPHABET[noise[i] & 31];
        }
        return new String(text);
    }
}
