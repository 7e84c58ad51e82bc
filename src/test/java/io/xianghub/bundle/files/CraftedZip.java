package io.xianghub.bundle.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips as no honest tool would: each field of each entry can be told to lie. */
public final class CraftedZip {

    private final List<Entry> entries = new ArrayList<>();
    private byte[] before = {};
    private byte[] between = {};
    private byte[] after = {};
    private int countInEnd = -1;

    /** An entry whose fields are set before the zip is written. */
    public static final class Entry {

        public byte[] name;
        byte[] localName;
        byte[] data;
        int method;
        public int flags;
        int madeBy = 3 << 8 | 20;
        public int mode = 0100644;
        long crc;
        long packed;
        public long size;

        /** Where the directory says that it is; negative for the truth. */
        long offset = -1;

        private long at;

        Entry named(byte[] bytes) {
            name = bytes;
            localName = bytes;
            return this;
        }
    }

    public static byte[] of(String path, byte[] content) {
        CraftedZip zip = new CraftedZip();
        zip.stored(path, content);
        return zip.bytes();
    }

    public Entry stored(String path, byte[] content) {
        Entry entry = new Entry().named(path.getBytes(StandardCharsets.UTF_8));
        entry.data = content;
        entry.packed = content.length;
        entry.size = content.length;
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.crc = crc.getValue();
        entries.add(entry);
        return entry;
    }

    public Entry deflated(String path, byte[] content) {
        Entry entry = stored(path, content);
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[65_536];
        while (!deflater.finished()) {
            out.write(some, 0, deflater.deflate(some));
        }
        deflater.end();
        entry.data = out.toByteArray();
        entry.packed = entry.data.length;
        entry.method = 8;
        return entry;
    }

    CraftedZip before(byte[] bytes) {
        before = bytes;
        return this;
    }

    CraftedZip between(byte[] bytes) {
        between = bytes;
        return this;
    }

    CraftedZip after(byte[] bytes) {
        after = bytes;
        return this;
    }

    CraftedZip countInEnd(int count) {
        countInEnd = count;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        for (Entry entry : entries) {
            if (entry.offset < 0) {
                entry.at = out.size();
                out.writeBytes(local(entry));
                out.writeBytes(entry.data);
                out.writeBytes(between);
            }
        }
        int start = out.size();
        entries.forEach(entry -> out.writeBytes(central(entry)));
        int count = countInEnd < 0 ? entries.size() : countInEnd;
        out.writeBytes(buffer(22)
                .putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) count)
                .putShort((short) count)
                .putInt(out.size() - start)
                .putInt(start)
                .array());
        out.writeBytes(after);
        return out.toByteArray();
    }

    private static byte[] local(Entry entry) {
        return buffer(30 + entry.localName.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt((int) entry.crc)
                .putInt((int) entry.packed)
                .putInt((int) entry.size)
                .putShort((short) entry.localName.length)
                .putShort((short) 0)
                .put(entry.localName)
                .array();
    }

    private static byte[] central(Entry entry) {
        return buffer(46 + entry.name.length)
                .putInt(0x02014b50)
                .putShort((short) entry.madeBy)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt((int) entry.crc)
                .putInt((int) entry.packed)
                .putInt((int) entry.size)
                .putShort((short) entry.name.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(entry.mode << 16)
                .putInt((int) (entry.offset < 0 ? entry.at : entry.offset))
                .put(entry.name)
                .array();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
