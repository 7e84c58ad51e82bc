package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** A folder on the department's server where complete files wait. */
final class SftpFileSource implements FileSource {

    private static final int BUFFER = 32 * 1024;

    private final SftpConnection connection;
    private final SftpDeclaration.Source source;
    private final Charset charset;
    private final String name;
    private Map<String, Stamp> before = Map.of();

    private record Stamp(long size, FileTime modified) {}

    SftpFileSource(SftpConnection connection, SftpDeclaration.Source source, Charset charset, String name) {
        this.connection = connection;
        this.source = source;
        this.charset = charset;
        this.name = name;
    }

    @Override
    public Duration every() {
        return source.every();
    }

    @Override
    public Charset charset() {
        return charset;
    }

    @Override
    public synchronized List<Arrival> arrivals() {
        Map<String, Stamp> seen = connection.work(name, 0, this::list);
        List<Map.Entry<String, Stamp>> complete = seen.entrySet().stream()
                .filter(file -> source.pattern().matches(Path.of(file.getKey())))
                .filter(file -> source.done() == null || !file.getKey().endsWith(source.done()))
                .filter(file -> isComplete(file.getKey(), file.getValue(), seen))
                .sorted(Map.Entry.<String, Stamp>comparingByValue(Comparator.comparing(Stamp::modified))
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        before = seen;
        List<Arrival> arrivals = new ArrayList<>();
        for (Map.Entry<String, Stamp> file : complete) {
            Arrival arrival = new Arrival(file.getKey(), file.getValue().size());
            if (arrival.size() > source.maxSize()) {
                reject(
                        arrival,
                        List.of(Text.of(
                                "文件有 %d 字节，上限为 %d 字节",
                                "The file has %d bytes; %d are allowed", arrival.size(), source.maxSize())));
            } else {
                arrivals.add(arrival);
            }
        }
        return arrivals;
    }

    private Map<String, Stamp> list(SftpClient sftp) throws IOException {
        Map<String, Stamp> files = new LinkedHashMap<>();
        for (SftpClient.DirEntry entry : sftp.readEntries(source.directory())) {
            SftpClient.Attributes attributes = entry.getAttributes();
            if (attributes.isRegularFile()) {
                files.put(entry.getFilename(), new Stamp(attributes.getSize(), attributes.getModifyTime()));
            }
        }
        return files;
    }

    private boolean isComplete(String file, Stamp stamp, Map<String, Stamp> seen) {
        if (source.done() == null) {
            return stamp.equals(before.get(file));
        }
        Stamp done = seen.get(file + source.done());
        // A done-file older than its file belongs to an earlier one of the same name.
        return done != null && done.modified().compareTo(stamp.modified()) >= 0;
    }

    @Override
    public byte[] fetch(Arrival arrival) {
        return connection.work(name, arrival.size(), sftp -> {
            try (InputStream in = sftp.read(path(source.directory(), arrival.name()), BUFFER)) {
                byte[] bytes = in.readNBytes((int) Math.min(arrival.size() + 1, Integer.MAX_VALUE - 8));
                if (bytes.length != arrival.size()) {
                    throw connection
                            .faults(name)
                            .unreadable(
                                    Text.of("文件 %s 在读取时发生变化", "The file %s changed while it was read", arrival.name()));
                }
                return bytes;
            }
        });
    }

    @Override
    public void archive(Arrival arrival) {
        connection.work(name, sftp -> move(sftp, arrival.name(), source.archive()));
    }

    @Override
    public void reject(Arrival arrival, List<Text> reasons) {
        String words = reasons.stream()
                .map(reason -> reason.zh() + "\n" + reason.en() + "\n")
                .collect(Collectors.joining("\n"));
        connection.work(name, sftp -> {
            folder(sftp, source.rejected());
            // The reasons first: nobody should find a rejected file without them.
            String rejected = free(sftp, path(source.rejected(), arrival.name()));
            try (OutputStream out = sftp.write(rejected + ".errors.txt")) {
                out.write(words.getBytes(StandardCharsets.UTF_8));
            }
            move(sftp, arrival.name(), source.rejected());
        });
    }

    /** The file first: were it left without its done-file, nobody would come for it again. */
    private void move(SftpClient sftp, String file, String folder) throws IOException {
        folder(sftp, folder);
        rename(sftp, file, folder);
        if (source.done() != null) {
            rename(sftp, file + source.done(), folder);
        }
    }

    private void rename(SftpClient sftp, String file, String folder) throws IOException {
        String from = path(source.directory(), file);
        if (!exists(sftp, from)) {
            return;
        }
        sftp.rename(from, free(sftp, path(folder, file)));
    }

    /** The path, or with a number behind it the first that nothing stands at. */
    private static String free(SftpClient sftp, String path) throws IOException {
        String free = path;
        for (int copy = 2; exists(sftp, free); copy++) {
            free = path + "." + copy;
        }
        return free;
    }

    private static void folder(SftpClient sftp, String folder) throws IOException {
        if (!exists(sftp, folder)) {
            sftp.mkdir(folder);
        }
    }

    private static boolean exists(SftpClient sftp, String path) throws IOException {
        return stat(sftp, path) != null;
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

    private static String path(String folder, String file) {
        return folder + "/" + file;
    }
}
