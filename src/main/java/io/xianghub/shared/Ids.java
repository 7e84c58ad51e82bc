package io.xianghub.shared;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/** Identifiers that sort by the time they were made: 26 characters, 48 bits of milliseconds and 80 random bits (ULID). */
public final class Ids {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static String next() {
        return at(System.currentTimeMillis());
    }

    /** No id that was made at that instant or later sorts before it. */
    public static String first(Instant instant) {
        char[] text = new char[26];
        Arrays.fill(text, '0');
        time(text, instant.toEpochMilli());
        return new String(text);
    }

    private static void time(char[] text, long millis) {
        for (int i = 9; i >= 0; i--) {
            text[i] = ALPHABET[(int) (millis & 31)];
            millis >>>= 5;
        }
    }

    static String at(long millis) {
        char[] text = new char[26];
        time(text, millis);
        byte[] noise = new byte[16];
        RANDOM.nextBytes(noise);
        for (int i = 0; i < 16; i++) {
            text[10 + i] = ALPHABET[noise[i] & 31];
        }
        return new String(text);
    }
}
