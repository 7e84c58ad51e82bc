package io.xianghub.simulation;

import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system that speaks frames over TCP, played by stubs: each frame is a POST of its document, in characters, to the path of
 * its transaction. What a stub says in its header {@code x-frame} goes wrong with the answer.
 */
final class FrameSimulator implements Simulator {

    static final int HEAD = 16;

    private static final int LARGEST = 8 << 20;
    private static final int BACKLOG = 50;
    private static final int OK = 200;
    private static final Pattern TRANSACTION = Pattern.compile("<field\\s+name=\"TxCode\"\\s*>([A-Za-z0-9]{1,20})<");

    private final HttpSimulator stubs;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Charset charset;
    private final ServerSocket server;
    private final FramePushes pushes;
    private final SimulatedSystem system;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "frame-simulator");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param hubPort where the hub listens for what this system sends by itself; 0 takes any free one
     * @param folder what is put into its {@code push} is sent to the hub
     */
    FrameSimulator(SystemDefinition definition, int port, int hubPort, Path folder) throws IOException {
        charset = Charsets.of(definition.text("charset", "GBK"));
        stubs = new HttpSimulator(definition, 0);
        try {
            server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            stubs.close();
            throw taken;
        }
        Map<String, String> properties = new HashMap<>();
        int listened = hubPort == 0 ? free() : hubPort;
        if (Boolean.TRUE.equals(definition.keys().get("listens"))) {
            properties.put("listen", "127.0.0.1:" + listened);
            properties.put("callers", "127.0.0.1");
        }
        pushes = new FramePushes(folder.resolve("push"), listened);
        system = new SimulatedSystem(
                definition.bundle(),
                definition.name(),
                definition.connection(),
                "frame",
                "tcp://127.0.0.1:" + server.getLocalPort(),
                null,
                null,
                properties,
                definition.binding());
        threads.execute(this::serve);
        threads.execute(pushes::watch);
    }

    private static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                threads.execute(() -> answer(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (Socket caller = socket) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            byte[] head = in.readNBytes(HEAD);
            if (head.length < HEAD) {
                // SYS600: somebody looks whether we are there.
                return;
            }
            int length = in.readInt();
            if (length < 1 || length > LARGEST) {
                return;
            }
            HttpResponse<byte[]> response = asked(in.readNBytes(length));
            if (response.statusCode() == OK) {
                Charset written = response.headers()
                        .firstValue("x-frame-charset")
                        .map(Charsets::of)
                        .orElse(charset);
                byte[] document = Charsets.encode(new String(response.body(), StandardCharsets.UTF_8), written);
                send(
                        FramePushes.frame(head, document),
                        response.headers().firstValue("x-frame").orElse(""),
                        caller.getOutputStream());
            }
        } catch (IOException | Malformed gone) {
            // As a department's own server: it says nothing to what it does not understand.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> asked(byte[] document) throws IOException, Malformed, InterruptedException {
        String text = Charsets.decode(document, charset);
        Matcher transaction = TRANSACTION.matcher(text);
        String path = transaction.find() ? transaction.group(1) : "unknown";
        return http.send(
                HttpRequest.newBuilder(URI.create(stubs.system().address() + "/" + path))
                        .header("content-type", "application/xml;charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** @param trap {@code close}, {@code twice}, {@code truncate=<bytes>}, {@code length=<more or less>} or {@code drip=<ms>} */
    private static void send(byte[] frame, String trap, OutputStream out) throws IOException, InterruptedException {
        String[] parts = trap.split("=", 2);
        switch (parts[0]) {
            case "close" -> {
                return;
            }
            case "truncate" -> out.write(frame, 0, Math.min(frame.length, Integer.parseInt(parts[1])));
            case "length" -> {
                int wrong = frame.length - HEAD - Integer.BYTES + Integer.parseInt(parts[1]);
                ByteBuffer.wrap(frame).putInt(HEAD, wrong);
                out.write(frame);
            }
            case "drip" -> {
                for (byte one : frame) {
                    out.write(one);
                    out.flush();
                    Thread.sleep(Long.parseLong(parts[1]));
                }
            }
            case "twice" -> {
                out.write(frame);
                out.write(frame);
            }
            default -> out.write(frame);
        }
        out.flush();
    }

    /** Files that are put here are sent to the hub. */
    Path pushes() {
        return pushes.folder();
    }

    @Override
    public SimulatedSystem system() {
        return system;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            pushes.close();
            threads.shutdownNow();
            stubs.close();
        }
    }
}
