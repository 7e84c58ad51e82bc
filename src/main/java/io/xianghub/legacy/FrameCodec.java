package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a frame is laid out: a head that begins with the node's number and says its kind at one place, the length of the
 * document in four bytes, network order, and the document.
 *
 * @param head bytes of the head
 * @param kindAt where in the head the kind stands, from 0
 * @param max bytes of the largest document
 */
record FrameCodec(int head, int kindAt, int max) {

    private static final int LENGTH = 4;

    /** One frame, taken apart. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
    record Frame(byte[] head, byte[] document) {

        byte[] bytes() {
            return ByteBuffer.allocate(head.length + LENGTH + document.length)
                    .put(head)
                    .putInt(document.length)
                    .put(document)
                    .array();
        }
    }

    /** Bytes that are no frame. */
    static final class Broken extends IOException {

        private final transient Text text;

        Broken(Text text) {
            super(text.en());
            this.text = text;
        }

        Text text() {
            return text;
        }
    }

    /** @return empty when the node's number does not fit before the kind, or is not ASCII */
    Optional<byte[]> headOf(String node, char kind) {
        if (node.isEmpty()
                || node.length() > kindAt
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(node)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[head];
        byte[] number = node.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(number, 0, bytes, 0, number.length);
        bytes[kindAt] = (byte) kind;
        return Optional.of(bytes);
    }

    /**
     * The next frame.
     *
     * @return empty when the connection ends before its first byte, as that of one who only looks whether we are there
     * @throws Broken when what comes is no frame, or not the whole of one
     */
    Optional<Frame> read(InputStream in) throws IOException {
        byte[] first = in.readNBytes(head);
        if (first.length == 0) {
            return Optional.empty();
        }
        if (first.length < head) {
            throw new Broken(
                    Text.of("帧头应为 %d 字节，只收到 %d 字节", "A frame's head has %d bytes, only %d came", head, first.length));
        }
        byte[] length = in.readNBytes(LENGTH);
        if (length.length < LENGTH) {
            throw new Broken(Text.of(
                    "帧长度应为 %d 字节，只收到 %d 字节", "A frame's length has %d bytes, only %d came", LENGTH, length.length));
        }
        int size = ByteBuffer.wrap(length).getInt();
        if (size < 1 || size > max) {
            throw new Broken(Text.of(
                    "帧声明报文为 %d 字节，应为 1 至 %d",
                    "The frame says that its document has %d bytes; 1 to %d may be", size, max));
        }
        // Bytes are taken as they come: a length that lies reserves no memory.
        byte[] document = in.readNBytes(size);
        if (document.length < size) {
            throw new Broken(Text.of(
                    "帧声明报文为 %d 字节，只收到 %d 字节",
                    "The frame says that its document has %d bytes, only %d came", size, document.length));
        }
        return Optional.of(new Frame(first, document));
    }
}
