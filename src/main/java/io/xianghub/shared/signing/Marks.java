package io.xianghub.shared.signing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What makes one signature unlike every other: who signs, when, and a number used once. */
public record Marks(String caller, String timestamp, String nonce, Credentials credentials) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param length in characters, hexadecimal */
    static String nonce(int length) {
        byte[] random = new byte[(length + 1) / 2];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random).substring(0, length);
    }

    /** The value of a part that the call itself does not have. */
    String value(Part part) {
        return switch (part.kind()) {
            case TEXT -> part.name();
            case CALLER -> caller;
            case TIMESTAMP -> timestamp;
            case NONCE -> nonce;
            case SECRET -> credentials.secret(part.name());
            case BINDING -> credentials.property(part.name());
            default -> throw new IllegalStateException(part.kind() + " is a part of the call");
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
