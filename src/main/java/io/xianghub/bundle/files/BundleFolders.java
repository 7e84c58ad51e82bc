package io.xianghub.bundle.files;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a bundle's two folders as they are at one moment; links and whatever is no file are refused, not followed. */
final class BundleFolders {

    private final Path root;
    private final BundleIntake intake;

    private BundleFolders(Path root, BundleIntake intake) {
        this.root = root;
        this.intake = intake;
    }

    /** Why something is not read, and what to do about it. */
    private record Trouble(String code, Text message, Text remedy) {

        static final Trouble LINK = new Trouble(
                "bundle.symlink",
                Text.of("不允许符号链接", "Symbolic links are not allowed"),
                Text.of("换成文件本身", "Put the file itself there"));
        static final Trouble CHANGING = new Trouble(
                "bundle.changing",
                Text.of("读取时文件正在被改动", "It was being changed while it was read"),
                Text.of("等写入完成后重试", "Try again when the writing is done"));
        static final Trouble UNREADABLE = new Trouble(
                "bundle.unreadable",
                Text.of("无法读取", "It cannot be read"),
                Text.of("核对文件权限", "Check the file's permissions"));
    }

    /** What tells that a file was changed. */
    private record Seen(Path path, long size, FileTime modified, @Nullable Object key) {}

    static void read(Path root, BundleName name, BundleIntake intake) {
        BundleFolders folders = new BundleFolders(root, intake);
        for (String folder : BundlePath.ROOTS) {
            folders.read(root.resolve(folder), name);
        }
    }

    private void read(Path folder, BundleName name) {
        Path base = folder.resolve(name.value());
        for (Path part : new Path[] {folder, base}) {
            if (Files.isSymbolicLink(part)) {
                refuse(relative(part), Trouble.LINK);
                return;
            }
        }
        if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Seen> before = new TreeMap<>();
        if (!walk(base, before, true)) {
            return;
        }
        before.forEach(this::readFile);
        Map<String, Seen> after = new TreeMap<>();
        if (walk(base, after, false) && !after.equals(before)) {
            refuse(relative(base), Trouble.CHANGING);
        }
    }

    /** @return false when there is too much, or something could not be looked at */
    private boolean walk(Path base, Map<String, Seen> seen, boolean report) {
        Walk walk = new Walk(seen, report);
        try {
            Files.walkFileTree(base, Set.of(), BundlePath.DEEPEST, walk);
        } catch (IOException gone) {
            refuse(relative(base), Trouble.UNREADABLE);
            return false;
        }
        return walk.whole;
    }

    /** Collects the files; what is none is reported the first time. */
    private final class Walk extends SimpleFileVisitor<Path> {

        private final Map<String, Seen> seen;
        private final boolean report;
        private boolean whole = true;

        Walk(Map<String, Seen> seen, boolean report) {
            this.seen = seen;
            this.report = report;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String relative = relative(path);
            if (attributes.isRegularFile()) {
                seen.put(
                        relative,
                        new Seen(path, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
            } else if (report) {
                refuseOther(relative, attributes);
            }
            // one more than the intake takes, so that it is the one to say so
            return seen.size() > BundleIntake.MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            refuse(relative(path), Trouble.UNREADABLE);
            whole = false;
            return FileVisitResult.CONTINUE;
        }
    }

    private void readFile(String relative, Seen file) {
        if (intake.full() || !intake.expects(relative, file.size())) {
            return;
        }
        try (SeekableByteChannel channel =
                Files.newByteChannel(file.path(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size() + 1);
            int some = 0;
            while (bytes.hasRemaining() && some >= 0) {
                some = channel.read(bytes);
            }
            if (bytes.position() == file.size()) {
                intake.take(relative, Arrays.copyOf(bytes.array(), bytes.position()));
            } else {
                refuse(relative, Trouble.CHANGING);
            }
        } catch (NoSuchFileException gone) {
            refuse(relative, Trouble.CHANGING);
        } catch (IOException unreadable) {
            refuse(relative, Trouble.UNREADABLE);
        }
    }

    private void refuseOther(String relative, BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            refuse(relative, Trouble.LINK);
        } else if (attributes.isDirectory()) {
            intake.refuse(
                    relative,
                    "bundle.path",
                    Text.of("文件夹超过 %d 层", "Folders are nested deeper than %d levels", BundlePath.DEEPEST));
        } else {
            intake.refuse(relative, "bundle.special-file", Text.of("不是普通文件", "Not a regular file"));
        }
    }

    private void refuse(String relative, Trouble why) {
        intake.refuse(relative, why.code(), why.message(), why.remedy());
    }

    /** Joined from the names themselves: a backslash in a name stays one and is refused. */
    private String relative(Path path) {
        StringBuilder joined = new StringBuilder();
        root.relativize(path)
                .forEach(name -> joined.append(joined.isEmpty() ? "" : "/").append(name));
        return joined.toString();
    }
}
