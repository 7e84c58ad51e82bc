package io.xianghub.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/** Files as keys need them: never over another, a secret readable by its owner alone from its first byte on. */
final class NewFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private NewFiles() {}

    /** @throws FileAlreadyExistsException when one of them is there; neither is written then */
    static void writeBoth(Path secret, String secretText, Path open, String openText) throws IOException {
        if (Files.exists(open)) {
            throw new FileAlreadyExistsException(open.toString());
        }
        FileAttribute<?>[] attributes = posix(secret)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        write(secret, secretText, attributes);
        try {
            write(open, openText);
        } catch (IOException failed) {
            Files.delete(secret);
            throw failed;
        }
    }

    private static void write(Path file, String text, FileAttribute<?>... attributes) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Whether somebody else than its owner could have read or changed the file. */
    static boolean othersReach(Path file) throws IOException {
        return posix(file) && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS);
    }

    /** Puts the text in the file's place at once, so that no reader sees half of it. */
    static void replace(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".hub", null);
        try {
            Files.writeString(fresh, text);
            if (posix(fresh)) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
