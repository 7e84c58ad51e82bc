package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of one bundle version, by their paths from the two roots {@code routes/<bundle>/} and {@code
 * mappings/<bundle>/}.
 */
public record BundleFiles(BundleName name, SortedMap<String, byte[]> files) {

    private static final int MAX_FILES = 2_000;
    private static final long MAX_BYTES = 32L * 1024 * 1024;
    private static final List<String> ROOTS = List.of("routes", "mappings");

    public BundleFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** SHA-256 over the sorted list of file names and contents, in hexadecimal. */
    public String digest() {
        MessageDigest digest = sha256();
        files.forEach((path, bytes) -> {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(12)
                    .putInt(name.length)
                    .putLong(bytes.length)
                    .array());
            digest.update(name);
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The file's content, or empty when the bundle does not have it. */
    public Optional<byte[]> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The part under {@code mappings/<bundle>/}. */
    public SortedMap<String, byte[]> mappings() {
        return under("mappings/" + name + "/");
    }

    /** The part under {@code routes/<bundle>/}. */
    public SortedMap<String, byte[]> routes() {
        return under("routes/" + name + "/");
    }

    private SortedMap<String, byte[]> under(String prefix) {
        return files.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    /** The names of all bundles below {@code root}: the folders of {@code root/routes} that hold a bundle.yaml. */
    public static List<BundleName> names(Path root) {
        Path routes = root.resolve("routes");
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(routes)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("bundle.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(BundleName::valid)
                    .map(BundleName::new)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads a bundle's two folders below {@code root}; symbolic links and files over the limits are findings. */
    public static Optional<BundleFiles> read(Path root, BundleName name, Findings findings) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        Budget budget = new Budget(findings);
        for (String folder : ROOTS) {
            Path base = root.resolve(folder).resolve(name.value());
            if (Files.isDirectory(base)) {
                readFolder(root, base, files, budget);
            }
        }
        if (files.isEmpty()) {
            findings.error(
                    Position.whole("routes/" + name),
                    "bundle.missing",
                    Text.of("没有文件夹 routes/%s", "There is no folder routes/%s", name),
                    Text.of("核对路由包名称和当前目录", "Check the bundle's name and the folder you are in"));
        }
        return findings.hasErrors() ? Optional.empty() : Optional.of(new BundleFiles(name, files));
    }

    private static void readFolder(Path root, Path base, TreeMap<String, byte[]> files, Budget budget) {
        try (Stream<Path> paths = Files.walk(base)) {
            for (Path path : paths.sorted().toList()) {
                String relative = root.relativize(path).toString().replace('\\', '/');
                if (Files.isSymbolicLink(path)) {
                    budget.refuse(relative, "bundle.symlink", Text.of("不允许符号链接", "Symbolic links are not allowed"));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && budget.takes(relative, Files.size(path))) {
                    files.put(relative, Files.readAllBytes(path));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads a zip with the two roots; anything outside them, too much or malformed is a finding. */
    public static Optional<BundleFiles> unzip(byte[] zip, Findings findings) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        Budget budget = new Budget(findings);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String path = entry.getName();
                if (!wellPlaced(path)) {
                    budget.refuse(
                            path,
                            "bundle.path",
                            Text.of(
                                    "路径不在 routes/<包>/ 或 mappings/<包>/ 之下",
                                    "Not below routes/<bundle>/ or mappings/<bundle>/"));
                    break;
                }
                byte[] bytes = in.readNBytes((int) budget.left() + 1);
                if (!budget.takes(path, bytes.length)) {
                    break;
                }
                if (files.put(path, bytes) != null) {
                    budget.refuse(path, "bundle.duplicate-file", Text.of("文件重复", "The file stands twice"));
                }
            }
        } catch (IOException | IllegalArgumentException malformed) {
            budget.refuse("(zip)", "bundle.zip", Text.of("不是有效的 zip 文件", "Not a valid zip file"));
        }
        return named(files, findings);
    }

    private static Optional<BundleFiles> named(TreeMap<String, byte[]> files, Findings findings) {
        if (findings.hasErrors()) {
            return Optional.empty();
        }
        List<String> names = files.keySet().stream()
                .map(path -> path.split("/", 3)[1])
                .distinct()
                .toList();
        if (names.size() != 1) {
            findings.error(
                    Position.whole("(zip)"),
                    "bundle.one-name",
                    Text.of("一个 zip 只能含一个路由包，实际有 %s", "A zip holds one bundle; this one holds %s", names),
                    Text.of("每个路由包单独打包", "Zip each bundle by itself"));
            return Optional.empty();
        }
        return Optional.of(new BundleFiles(new BundleName(names.get(0)), files));
    }

    private static boolean wellPlaced(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < 3 || !ROOTS.contains(parts[0]) || !BundleName.valid(parts[1]) || path.indexOf('\\') >= 0) {
            return false;
        }
        return Stream.of(parts).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** The files as a zip with the two roots, the same bytes for the same files. */
    public byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How much more a bundle may bring. */
    private static final class Budget {

        private final Findings findings;
        private int count;
        private long bytes;

        Budget(Findings findings) {
            this.findings = findings;
        }

        long left() {
            return MAX_BYTES - bytes;
        }

        boolean takes(String path, long size) {
            count++;
            bytes += size;
            if (count > MAX_FILES || bytes > MAX_BYTES) {
                findings.error(
                        Position.whole(path),
                        "bundle.too-large",
                        Text.of(
                                "路由包超过 %d 个文件或 %d 字节",
                                "The bundle has more than %d files or %d bytes", MAX_FILES, MAX_BYTES),
                        Text.of("移除不需要的文件", "Remove what it does not need"));
                return false;
            }
            return true;
        }

        void refuse(String path, String code, Text message) {
            findings.error(Position.whole(path), code, message, Text.of("移除或更正这个文件", "Remove or correct this file"));
        }
    }
}
