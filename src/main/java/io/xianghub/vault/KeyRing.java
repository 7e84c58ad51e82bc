package io.xianghub.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The hub's master keys, oldest first: the oldest makes fingerprints, which must stay equal for ever; the newest seals.
 *
 * @param masters each of 32 bytes
 */
record KeyRing(List<byte[]> masters) {

    private static final int LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    KeyRing {
        masters = List.copyOf(masters);
        if (masters.isEmpty()) {
            throw new IllegalArgumentException("A key ring needs a key");
        }
        for (byte[] master : masters) {
            if (master.length != LENGTH) {
                throw new IllegalArgumentException("A master key has 32 bytes, not " + master.length);
            }
        }
    }

    /** @param text keys in Base64, oldest first, separated by spaces, commas or line breaks */
    static KeyRing parse(String text) {
        List<byte[]> masters = new ArrayList<>();
        for (String key : text.strip().split("[\\s,]+", -1)) {
            try {
                masters.add(Base64.getDecoder().decode(key));
            } catch (IllegalArgumentException notBase64) {
                // The cause would carry the key.
                throw new IllegalArgumentException("A master key is not Base64");
            }
        }
        return new KeyRing(masters);
    }

    /** Reads the file, which only its owner may read; makes it with a fresh key when there is none. */
    static KeyRing open(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            refuseWhatOthersCanRead(file);
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The vault's keys cannot be read or made: " + file, unreadable);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling("keys." + ProcessHandle.current().pid());
        byte[] master = new byte[LENGTH];
        new SecureRandom().nextBytes(master);
        if (posix(file)) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(fresh);
        }
        Files.writeString(fresh, Base64.getEncoder().encodeToString(master) + "\n", StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void refuseWhatOthersCanRead(Path file) throws IOException {
        if (posix(file) && !Collections.disjoint(Files.getPosixFilePermissions(file), others())) {
            throw new IllegalStateException(
                    "Others than its owner can reach the vault's keys: run chmod 600 " + file + " and start again");
        }
    }

    private static Set<PosixFilePermission> others() {
        return PosixFilePermissions.fromString("---rwxrwx");
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String toString() {
        return "KeyRing of " + masters.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRing ring && Arrays.deepEquals(masters.toArray(), ring.masters.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(masters.toArray());
    }
}
