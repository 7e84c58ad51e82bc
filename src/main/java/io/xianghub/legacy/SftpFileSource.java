package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.sftp.client.SftpClient;

/** A folder on the department's server where complete files wait. */
final class SftpFileSource implements FileSource {

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
        return source.bounds().every();
    }

    @Override
    public Charset charset() {
        return charset;
    }

    @Override
    public Optional<Results> results() {
        return Optional.ofNullable(source.results()).map(ResultFile::content);
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
        return complete.stream()
                .map(file -> new Arrival(file.getKey(), file.getValue().size()))
                .toList();
    }

    private Map<String, Stamp> list(SftpClient sftp) throws IOException {
        Map<String, Stamp> files = new LinkedHashMap<>();
        for (SftpClient.DirEntry entry : sftp.readEntries(source.folders().directory())) {
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
        long most = source.bounds().maxSize();
        if (arrival.size() > most) {
            throw Problem.of(
                    ProblemType.BODY_TOO_LARGE,
                    Text.of("文件有 %d 字节，上限为 %d 字节", "The file has %d bytes; %d are allowed", arrival.size(), most));
        }
        return connection.work(name, arrival.size(), sftp -> {
            try (InputStream in =
                    sftp.read(SftpFolder.path(source.folders().directory(), arrival.name()), SftpFolder.BUFFER)) {
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
    public Earlier earlier(Arrival arrival, byte[] content) {
        String archived = SftpFolder.path(source.folders().archive(), arrival.name());
        return connection.work(name, arrival.size(), sftp -> {
            if (!SftpFolder.exists(sftp, archived)) {
                return Earlier.NOTHING;
            }
            return SftpFolder.find(sftp, archived, content).held() ? Earlier.THE_SAME : Earlier.ANOTHER;
        });
    }

    @Override
    public void answer(Arrival arrival, byte[] content) {
        ResultFile result = Objects.requireNonNull(source.results());
        connection.work(name, sftp -> {
            SftpFolder.folder(sftp, result.directory());
            SftpFolder.Place place = SftpFolder.find(sftp, result.of(arrival.name()), content);
            if (!place.held()) {
                SftpFolder.write(sftp, place.path(), content);
            }
            if (result.done() != null && !SftpFolder.exists(sftp, place.path() + result.done())) {
                SftpFolder.write(sftp, place.path() + result.done(), new byte[0]);
            }
        });
    }

    @Override
    public void archive(Arrival arrival) {
        connection.work(
                name, sftp -> move(sftp, arrival.name(), source.folders().archive()));
    }

    @Override
    public void reject(Arrival arrival, List<Text> reasons) {
        String words = reasons.stream()
                .map(reason -> reason.zh() + "\n" + reason.en() + "\n")
                .collect(Collectors.joining("\n"));
        connection.work(name, sftp -> {
            SftpFolder.folder(sftp, source.folders().rejected());
            // The reasons first: nobody should find a rejected file without them.
            String rejected =
                    SftpFolder.free(sftp, SftpFolder.path(source.folders().rejected(), arrival.name()));
            try (OutputStream out = sftp.write(rejected + ".errors.txt")) {
                out.write(words.getBytes(StandardCharsets.UTF_8));
            }
            move(sftp, arrival.name(), source.folders().rejected());
        });
    }

    /** The file first: were it left without its done-file, nobody would come for it again. */
    private void move(SftpClient sftp, String file, String folder) throws IOException {
        SftpFolder.folder(sftp, folder);
        rename(sftp, file, folder);
        if (source.done() != null) {
            rename(sftp, file + source.done(), folder);
        }
    }

    private void rename(SftpClient sftp, String file, String folder) throws IOException {
        String from = SftpFolder.path(source.folders().directory(), file);
        if (!SftpFolder.exists(sftp, from)) {
            return;
        }
        sftp.rename(from, SftpFolder.free(sftp, SftpFolder.path(folder, file)));
    }
}
