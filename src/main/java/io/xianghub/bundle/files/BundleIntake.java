package io.xianghub.bundle.files;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes a bundle's files one by one, and refuses those that do not fit beside the others or are too much. */
final class BundleIntake {

    static final int MAX_FILES = 2_000;
    static final long MAX_FILE = 8L * 1024 * 1024;
    static final long MAX_BYTES = 32L * 1024 * 1024;

    private static final Text REMEDY = Text.of("移除或更正这个文件", "Remove or correct this file");

    private final Findings findings;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> spelling = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private int count;
    private long bytes;

    BundleIntake(Findings findings) {
        this.findings = findings;
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    /** Whether nothing more should be looked at: there is too much. */
    boolean full() {
        return count > MAX_FILES || bytes > MAX_BYTES;
    }

    /** Whether a file of this path and size may be read; what speaks against it is a finding. */
    boolean expects(String given, long size) {
        String path = BundlePath.normal(given);
        Optional<Text> flaw = BundlePath.flawOfFile(path);
        if (flaw.isPresent()) {
            refuse(given, "bundle.path", flaw.get());
            return false;
        }
        count++;
        bytes += size;
        if (full()) {
            findings.error(
                    Position.whole(path),
                    "bundle.too-large",
                    Text.of(
                            "路由包超过 %d 个文件或 %d 字节",
                            "The bundle has more than %d files or %d bytes", MAX_FILES, MAX_BYTES),
                    Text.of("移除不需要的文件", "Remove what it does not need"));
            return false;
        }
        if (size > MAX_FILE) {
            refuse(path, "bundle.file-too-large", Text.of("文件超过 %d 字节", "The file has more than %d bytes", MAX_FILE));
            return false;
        }
        return placed(path);
    }

    private boolean placed(String path) {
        String folded = BundlePath.folded(path);
        String earlier = spelling.putIfAbsent(folded, path);
        if (earlier != null) {
            refuse(
                    path,
                    earlier.equals(path) ? "bundle.duplicate-file" : "bundle.same-file",
                    earlier.equals(path)
                            ? Text.of("文件重复", "The file stands twice")
                            : Text.of(
                                    "与 %s 仅大小写不同，在有些系统上是同一个文件",
                                    "Differs from %s in case only, and is the same file on some systems", earlier));
            return false;
        }
        if (folders.containsKey(folded)) {
            refuse(path, "bundle.file-and-folder", Text.of("既是文件又是文件夹", "It is a file and a folder at once"));
            return false;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (!folder(path.substring(0, slash))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a folder of this path fits beside the files. */
    boolean folder(String given) {
        String path = BundlePath.normal(given);
        String folded = BundlePath.folded(path);
        String earlier = folders.putIfAbsent(folded, path);
        if (spelling.containsKey(folded)) {
            refuse(path, "bundle.file-and-folder", Text.of("既是文件又是文件夹", "It is a file and a folder at once"));
            return false;
        }
        if (earlier != null && !earlier.equals(path)) {
            refuse(
                    path,
                    "bundle.same-file",
                    Text.of(
                            "与 %s 仅大小写不同，在有些系统上是同一个文件夹",
                            "Differs from %s in case only, and is the same folder on some systems", earlier));
            return false;
        }
        return true;
    }

    void take(String given, byte[] content) {
        files.put(BundlePath.normal(given), content);
    }

    void refuse(String path, String code, Text message) {
        refuse(path, code, message, REMEDY);
    }

    void refuse(String path, String code, Text message, Text remedy) {
        findings.error(Position.whole(BundlePath.shown(path)), code, message, remedy);
    }
}
