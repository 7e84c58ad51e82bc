package io.xianghub.shared.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A caller who sends 100 MB without waiting for an answer.
 *
 * @param answer what came back: status line, headers and body
 * @param sent bytes that the other end, or the network on the way, took of the body
 */
public record HugeBody(String answer, long sent) {

    public static final long SIZE = 100L * 1024 * 1024;

    /** @param said whether the request says how long its body is, or sends it in chunks */
    public static HugeBody post(int port, String path, boolean said, String... headers) throws IOException {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> sending;
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: hub\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append(said ? "Content-Length: " + SIZE : "Transfer-Encoding: chunked")
                    .append("\r\n\r\n");
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            sending = CompletableFuture.runAsync(() -> send(out, said, sent));
            answer = read(socket.getInputStream());
        }
        sending.join();
        return new HugeBody(answer, sent.get());
    }

    private static void send(OutputStream out, boolean said, AtomicLong sent) {
        byte[] piece = "1".repeat(64 * 1024).getBytes(StandardCharsets.ISO_8859_1);
        try {
            while (sent.get() < SIZE) {
                if (!said) {
                    out.write("10000\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
                out.write(piece);
                if (!said) {
                    out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
                sent.addAndGet(piece.length);
            }
        } catch (IOException refused) {
            // The other end has closed: what it took is counted.
            return;
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException reset) {
            if (answer.isEmpty()) {
                throw reset;
            }
        }
        return answer.toString();
    }
}
