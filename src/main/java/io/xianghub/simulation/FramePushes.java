package io.xianghub.simulation;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a system sends to the hub by itself: each file in a folder is the document of a frame, sent twice as such systems do.
 * The second reply lies beside it as {@code <name>.reply}, and the file becomes {@code <name>.sent}.
 */
final class FramePushes implements AutoCloseable {

    private static final String SENDER = "D000000";
    private static final int TIMES = 2;
    private static final int LOOK_MILLIS = 200;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Path folder;
    private final int port;
    private final CountDownLatch closed = new CountDownLatch(1);

    FramePushes(Path folder, int port) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.port = port;
    }

    static byte[] frame(byte[] head, byte[] document) {
        return ByteBuffer.allocate(head.length + Integer.BYTES + document.length)
                .put(head)
                .putInt(document.length)
                .put(document)
                .array();
    }

    Path folder() {
        return folder;
    }

    void watch() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (Path file : waiting()) {
                    push(file);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> waiting() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().matches(".*\\.(reply|sent|part)"))
                    .sorted()
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** What the hub does not take stays, and is sent again. */
    private void push(Path file) {
        try {
            byte[] document = Files.readAllBytes(file);
            byte[] reply = new byte[0];
            for (int i = 0; i < TIMES; i++) {
                reply = sent(document);
            }
            Files.write(file.resolveSibling(file.getFileName() + ".reply"), reply);
            Files.move(file, file.resolveSibling(file.getFileName() + ".sent"));
        } catch (IOException notTaken) {
            return;
        }
    }

    private byte[] sent(byte[] document) throws IOException {
        byte[] head = ByteBuffer.allocate(FrameSimulator.HEAD)
                .put(SENDER.getBytes(StandardCharsets.US_ASCII))
                .array();
        try (Socket hub = new Socket(InetAddress.getLoopbackAddress(), port)) {
            hub.setSoTimeout(PATIENCE_MILLIS);
            hub.getOutputStream().write(frame(head, document));
            DataInputStream in = new DataInputStream(hub.getInputStream());
            in.readFully(head);
            byte[] reply = new byte[in.readInt()];
            in.readFully(reply);
            return reply;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
