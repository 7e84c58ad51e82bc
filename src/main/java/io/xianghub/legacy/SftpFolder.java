package io.xianghub.legacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** What is done to files of a department's server so that nothing of it is lost or overwritten. */
final class SftpFolder {

    static final int BUFFER = 32 * 1024;

    private SftpFolder() {}

    static String path(String folder, String file) {
        return folder + "/" + file;
    }

    /** The path, or with a number behind it the first that nothing stands at. */
    static String free(SftpClient sftp, String path) throws IOException {
        String free = path;
        for (int copy = 2; exists(sftp, free); copy++) {
            free = path + "." + copy;
        }
        return free;
    }

    static void folder(SftpClient sftp, String folder) throws IOException {
        if (!exists(sftp, folder)) {
            sftp.mkdir(folder);
        }
    }

    static boolean exists(SftpClient sftp, String path) throws IOException {
        return stat(sftp, path) != null;
    }

    /**
     * Where these bytes stand already: at the path, or with a number behind it.
     *
     * @return the path, or the first that nothing stands at
     */
    static Place find(SftpClient sftp, String path, byte[] content) throws IOException {
        String at = path;
        for (int copy = 2; exists(sftp, at); copy++) {
            if (holds(sftp, at, content)) {
                return new Place(at, true);
            }
            at = path + "." + copy;
        }
        return new Place(at, false);
    }

    /** @param held whether the bytes stand there, and not nothing */
    record Place(String path, boolean held) {}

    /** Under another name first: nobody should find half of it. */
    static void write(SftpClient sftp, String path, byte[] content) throws IOException {
        String part = path + ".part";
        try (OutputStream out = sftp.write(part)) {
            out.write(content);
        }
        sftp.rename(part, path);
    }

    private static boolean holds(SftpClient sftp, String path, byte[] content) throws IOException {
        SftpClient.Attributes known = stat(sftp, path);
        if (known == null || known.getSize() != content.length) {
            return false;
        }
        try (InputStream in = sftp.read(path, BUFFER)) {
            byte[] buffer = new byte[BUFFER];
            int at = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int end = at + read;
                if (end > content.length || !Arrays.equals(buffer, 0, read, content, at, end)) {
                    return false;
                }
                at = end;
            }
            return at == content.length;
        }
    }

    private static SftpClient.@Nullable Attributes stat(SftpClient sftp, String path) throws IOException {
        try {
            return sftp.stat(path);
        } catch (SftpException said) {
            if (said.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return null;
            }
            throw said;
        }
    }
}
