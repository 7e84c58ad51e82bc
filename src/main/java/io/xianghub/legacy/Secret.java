package io.xianghub.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password, token or private key that never shows itself in a log. */
public record Secret(String value) {

    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A secret cannot be empty");
        }
    }

    /**
     * Looks up {@code env:<variable>} or {@code file:<path>}; anything else is the secret itself.
     *
     * @throws IllegalArgumentException when there is nothing at the reference
     */
    static Secret at(String reference) {
        if (reference.startsWith("env:")) {
            String value = System.getenv(reference.substring(4));
            if (value == null) {
                throw new IllegalArgumentException("The environment has no " + reference.substring(4));
            }
            return new Secret(value);
        }
        if (reference.startsWith("file:")) {
            try {
                return new Secret(
                        Files.readString(Path.of(reference.substring(5))).strip());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("No secret can be read from " + reference, unreadable);
            }
        }
        return new Secret(reference);
    }

    @Override
    public String toString() {
        return "***";
    }
}
