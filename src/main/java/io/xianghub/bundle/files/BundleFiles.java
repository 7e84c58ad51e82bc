package io.xianghub.bundle.files;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of one bundle version, by their paths from the two roots {@code routes/<bundle>/} and {@code
 * mappings/<bundle>/}.
 */
public record BundleFiles(BundleName name, SortedMap<String, byte[]> files) {

    public BundleFiles {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The path of the signature inside a bundle. */
    public static String signaturePath(BundleName bundle) {
        return "routes/" + bundle + "/bundle.sig";
    }

    /** SHA-256 over the sorted list of file names and contents but the signature's, in hexadecimal. */
    public String digest() {
        return digest(path -> !path.equals(signaturePath(name)));
    }

    /** Likewise over what decides how the bundle behaves when it runs: without simulator, cases and samples. */
    public String runtimeDigest() {
        return digest(path -> !path.equals(signaturePath(name)) && !trial(path));
    }

    /** Whether the file only tries the bundle out: nothing below these folders may take part when it runs. */
    public boolean trial(String path) {
        return path.startsWith("routes/" + name + "/simulator/")
                || path.startsWith("routes/" + name + "/cases/")
                || path.startsWith("mappings/" + name + "/samples/");
    }

    private String digest(Predicate<String> counts) {
        MessageDigest digest = sha256();
        files.forEach((path, bytes) -> {
            if (!counts.test(path)) {
                return;
            }
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

    /** Reads a bundle's two folders below {@code root}; links, odd names and files over the limits are findings. */
    public static Optional<BundleFiles> read(Path root, BundleName name, Findings findings) {
        BundleIntake intake = new BundleIntake(findings);
        BundleFolders.read(root, name, intake);
        if (intake.files().isEmpty() && !findings.hasErrors()) {
            findings.error(
                    Position.whole("routes/" + name),
                    "bundle.missing",
                    Text.of("没有文件夹 routes/%s", "There is no folder routes/%s", name),
                    Text.of("核对路由包名称和当前目录", "Check the bundle's name and the folder you are in"));
        }
        return findings.hasErrors() ? Optional.empty() : Optional.of(new BundleFiles(name, intake.files()));
    }

    /** Reads a zip with the two roots; anything outside them, too much or malformed is a finding. */
    public static Optional<BundleFiles> unzip(byte[] zip, Findings findings) {
        BundleIntake intake = new BundleIntake(findings);
        BundleZip.read(zip, intake);
        if (findings.hasErrors()) {
            return Optional.empty();
        }
        List<String> names = intake.files().keySet().stream()
                .map(path -> path.split("/", 3)[1])
                .distinct()
                .toList();
        if (names.size() != 1) {
            findings.error(
                    Position.whole("(zip)"),
                    "bundle.one-name",
                    names.isEmpty()
                            ? Text.of("zip 里没有文件", "The zip holds no files")
                            : Text.of("一个 zip 只能含一个路由包，实际有 %s", "A zip holds one bundle; this one holds %s", names),
                    Text.of("每个路由包单独打包，含 routes/<包>/", "Zip each bundle by itself, with its routes/<bundle>/"));
            return Optional.empty();
        }
        return Optional.of(new BundleFiles(new BundleName(names.get(0)), intake.files()));
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
}
