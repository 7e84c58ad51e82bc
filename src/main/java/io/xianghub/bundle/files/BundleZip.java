package io.xianghub.bundle.files;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip in memory by its directory (APPNOTE 6.3.10), and refuses every zip that two readers could understand
 * differently: java.util.zip's stream believes the entries' own heads, its file the directory.
 */
final class BundleZip {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LONGEST_DESCRIPTOR = 24;
    private static final int MAX_ENTRIES = 2 * BundleIntake.MAX_FILES;
    private static final int ENCRYPTED = 0x2041;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final byte[] zip;
    private final ByteBuffer in;
    private final BundleIntake intake;

    private BundleZip(byte[] zip, BundleIntake intake) {
        this.zip = zip;
        this.in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        this.intake = intake;
    }

    /** One entry as the directory describes it. */
    private record Entry(String name, int flags, int method, long crc, Span data, int type) {

        boolean folder() {
            return name.endsWith("/");
        }
    }

    /** @param at where the entry's own head begins */
    private record Span(long at, long packed, long size) {}

    /** A zip that cannot be what it says. */
    private static final class Damaged extends Exception {

        private final Text text;

        Damaged(String zh, String en) {
            super(en);
            this.text = new Text(zh, en);
        }
    }

    static void read(byte[] zip, BundleIntake intake) {
        new BundleZip(zip, intake).read();
    }

    private void read() {
        try {
            int end = end();
            List<Entry> entries = directory(end);
            int directory = in.getInt(end + 16);
            refuseOverlaps(entries, directory);
            for (Entry entry : entries) {
                if (intake.full()) {
                    return;
                }
                take(entry);
            }
        } catch (Damaged damaged) {
            intake.refuse(
                    "(zip)",
                    "bundle.zip",
                    damaged.text,
                    Text.of("用 hub deploy 上传，或重新打包", "Deploy with hub deploy, or zip the folders again"));
        }
    }

    private int end() throws Damaged {
        boolean seen = false;
        int last = zip.length - END_LENGTH;
        for (int at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (in.getInt(at) == END) {
                if (unsigned(at + 20) == last - at) {
                    return at;
                }
                seen = true;
            }
        }
        throw seen
                ? new Damaged("zip 末尾有多余的字节", "The zip has bytes behind its end")
                : new Damaged("不是 zip 文件，或不完整", "Not a zip file, or not all of one");
    }

    private List<Entry> directory(int end) throws Damaged {
        int count = unsigned(end + 10);
        long size = in.getInt(end + 12) & IN_ZIP64;
        long start = in.getInt(end + 16) & IN_ZIP64;
        if (count == 0xFFFF || size == IN_ZIP64 || start == IN_ZIP64) {
            throw new Damaged("不接受 zip64", "Zip64 is not taken");
        }
        if (in.getInt(end + 4) != 0 || unsigned(end + 8) != count || start + size != end) {
            throw new Damaged("zip 的目录与其位置不符", "The zip's directory is not where it should be");
        }
        if (count > MAX_ENTRIES) {
            throw new Damaged("zip 有超过 " + MAX_ENTRIES + " 个条目", "The zip has more than " + MAX_ENTRIES + " entries");
        }
        List<Entry> entries = new ArrayList<>();
        int at = (int) start;
        for (int i = 0; i < count; i++) {
            if (at + CENTRAL_LENGTH > end || in.getInt(at) != CENTRAL) {
                throw new Damaged("zip 的目录不完整", "The zip's directory is incomplete");
            }
            int next = at + CENTRAL_LENGTH + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
            if (next > end) {
                throw new Damaged("zip 的目录不完整", "The zip's directory is incomplete");
            }
            entries.add(entry(at));
            at = next;
        }
        if (at != end) {
            throw new Damaged("zip 的目录里有多余的字节", "The zip's directory has bytes of no entry");
        }
        return entries;
    }

    private Entry entry(int at) throws Damaged {
        byte[] raw = Arrays.copyOfRange(zip, at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + unsigned(at + 28));
        long packed = in.getInt(at + 20) & IN_ZIP64;
        long size = in.getInt(at + 24) & IN_ZIP64;
        long local = in.getInt(at + 42) & IN_ZIP64;
        if (packed == IN_ZIP64 || size == IN_ZIP64 || local == IN_ZIP64) {
            throw new Damaged("不接受 zip64", "Zip64 is not taken");
        }
        return new Entry(
                name(raw),
                unsigned(at + 8),
                unsigned(at + 10),
                in.getInt(at + 16) & IN_ZIP64,
                new Span(local, packed, size),
                in.getInt(at + 38) >>> 28);
    }

    /** Names that are no UTF-8 come from a Chinese Windows; they are shown as it meant them and refused. */
    private static String name(byte[] raw) throws Damaged {
        try {
            return Charsets.decode(raw, StandardCharsets.UTF_8);
        } catch (Malformed notUtf8) {
            String meant = BundlePath.shown(new String(raw, Charset.forName("GB18030")));
            throw new Damaged("文件名 " + meant + " 不是 UTF-8 编码", "The name " + meant + " is not written in UTF-8");
        }
    }

    /** Entries that share bytes make little grow to much. */
    private void refuseOverlaps(List<Entry> entries, long directory) throws Damaged {
        List<Entry> placed = new ArrayList<>(entries);
        placed.sort(Comparator.comparingLong(entry -> entry.data().at()));
        long free = 0;
        boolean first = true;
        for (Entry entry : placed) {
            long gap = entry.data().at() - free;
            if (gap < 0 || gap > (first ? 0 : LONGEST_DESCRIPTOR)) {
                throw misplaced();
            }
            free = data(entry, directory) + entry.data().packed();
            first = false;
        }
        long rest = directory - free;
        if (rest < 0 || rest > (first ? 0 : LONGEST_DESCRIPTOR)) {
            throw misplaced();
        }
    }

    private static Damaged misplaced() {
        return new Damaged("zip 的条目互相重叠，或之间有多余的字节", "The zip's entries overlap, or there are bytes between them");
    }

    /** Where the entry's content begins; its own head must say what the directory says. */
    private long data(Entry entry, long directory) throws Damaged {
        int at = (int) Math.min(entry.data().at(), Integer.MAX_VALUE);
        if (at + (long) LOCAL_LENGTH > directory || in.getInt(at) != LOCAL) {
            throw new Damaged("zip 的条目不完整", "An entry of the zip is incomplete");
        }
        int length = unsigned(at + 26);
        long data = at + (long) LOCAL_LENGTH + length + unsigned(at + 28);
        // strictly decoded, it is the same bytes again
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean same = data <= directory
                && Arrays.equals(zip, at + LOCAL_LENGTH, at + LOCAL_LENGTH + length, name, 0, name.length)
                && unsigned(at + 6) == entry.flags()
                && unsigned(at + 8) == entry.method();
        if (!same) {
            throw new Damaged("zip 的条目与目录不符", "An entry of the zip is not what the directory says");
        }
        return data;
    }

    private void take(Entry entry) throws Damaged {
        if ((entry.flags() & ENCRYPTED) != 0) {
            intake.refuse(entry.name(), "bundle.zip-encrypted", Text.of("条目已加密", "The entry is encrypted"));
            return;
        }
        if (entry.type() == 0xA) {
            intake.refuse(entry.name(), "bundle.symlink", Text.of("不允许符号链接", "Symbolic links are not allowed"));
            return;
        }
        if (entry.type() != 0 && entry.type() != (entry.folder() ? 0x4 : 0x8)) {
            intake.refuse(entry.name(), "bundle.special-file", Text.of("不是普通文件", "Not a regular file"));
            return;
        }
        if (entry.folder()) {
            folder(entry);
            return;
        }
        if (intake.expects(entry.name(), entry.data().size())) {
            intake.take(entry.name(), content(entry));
        }
    }

    private void folder(Entry entry) {
        String path = entry.name().substring(0, entry.name().length() - 1);
        if (entry.data().size() != 0) {
            intake.refuse(entry.name(), "bundle.file-and-folder", Text.of("文件夹有内容", "A folder with content"));
            return;
        }
        BundlePath.flawOfFolder(path)
                .ifPresentOrElse(flaw -> intake.refuse(path, "bundle.path", flaw), () -> intake.folder(path));
    }

    private byte[] content(Entry entry) throws Damaged {
        int from = (int) data(entry, zip.length);
        int packed = (int) entry.data().packed();
        byte[] content = new byte[(int) entry.data().size()];
        boolean whole =
                switch (entry.method()) {
                    case STORED -> packed == content.length && copied(from, content);
                    case DEFLATED -> inflated(from, packed, content);
                    default ->
                        throw new Damaged(
                                "压缩方法 " + entry.method() + " 不受支持",
                                "The compression method " + entry.method() + " is not known");
                };
        CRC32 crc = new CRC32();
        crc.update(content);
        if (!whole || crc.getValue() != entry.crc()) {
            throw new Damaged("zip 的内容与其声明的长度或校验不符", "The zip's content is not of the length or checksum it declares");
        }
        return content;
    }

    private boolean copied(int from, byte[] content) {
        System.arraycopy(zip, from, content, 0, content.length);
        return true;
    }

    private boolean inflated(int from, int packed, byte[] content) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(zip, from, packed);
            int at = 0;
            while (at < content.length) {
                int some = inflater.inflate(content, at, content.length - at);
                if (some == 0) {
                    return false;
                }
                at += some;
            }
            // the end mark, and nothing behind it
            int more = inflater.inflate(new byte[1]);
            return at == content.length && more == 0 && inflater.finished() && inflater.getRemaining() == 0;
        } catch (DataFormatException damaged) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private int unsigned(int at) {
        return in.getShort(at) & 0xFFFF;
    }
}
