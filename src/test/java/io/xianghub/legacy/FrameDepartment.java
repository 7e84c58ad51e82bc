package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A department's system that speaks frames on a socket of its own, with a connection that leads to it. */
final class FrameDepartment implements AutoCloseable {

    static final Charset GBK = Charset.forName("GBK");

    private static final BundleName BUNDLE = new BundleName("housing-fund");

    private final ServerSocket server = open();
    private final Bindings bindings = new Bindings();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Connections connections = new Connections(bindings, Clock.systemUTC(), meters);
    private final Connection connection;
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private volatile Answer answer = (socket, out) -> {};

    /** What the department does once it has a frame. */
    @FunctionalInterface
    interface Answer {
        void to(Socket caller, OutputStream out) throws IOException, InterruptedException;
    }

    FrameDepartment(String declared) {
        bind(Duration.ofSeconds(5));
        ConnectionDefinition definition = Declared.connection("bank", declared);
        connection = connections.open(BUNDLE, definition);
        connections.publish(BUNDLE, "12430000MBHUB0041G", Map.of("bank", connection));
        Thread thread = new Thread(this::serve, "frame-department");
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void bind(Duration timeout) {
        // A breaker that opens would hide what the next call hears.
        Limits patient = new Limits(32, 1000, 1000, 100, Duration.ofSeconds(1), 10L << 20);
        bindings.register(
                BUNDLE,
                "bank",
                new Binding(
                        "tcp://127.0.0.1:" + server.getLocalPort(),
                        Map.of("node", "C43010"),
                        null,
                        Duration.ofSeconds(2),
                        timeout,
                        patient));
    }

    /** Nobody listens there any more. */
    void hangsUp() throws IOException {
        server.close();
    }

    /** How often calls were made again because no connection came about. */
    double repeated() {
        Counter counter = meters.find("hub.connection.retries")
                .tag("cause", "unconnected")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private void serve() {
        while (!server.isClosed()) {
            visit();
        }
    }

    private void visit() {
        try (Socket caller = server.accept()) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            byte[] head = in.readNBytes(16);
            if (head.length > 0) {
                byte[] document = in.readNBytes(in.readInt());
                received.add(ByteBuffer.allocate(16 + document.length)
                        .put(head)
                        .put(document)
                        .array());
                answer.to(caller, caller.getOutputStream());
            }
        } catch (IOException gone) {
            // The next caller may do better.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    FrameDepartment does(Answer other) {
        answer = other;
        return this;
    }

    FrameDepartment answers(byte[] frame) {
        return does((caller, out) -> out.write(frame));
    }

    FrameDepartment answers(String xml) {
        return answers(frame(xml.getBytes(GBK)));
    }

    static byte[] frame(byte[] document) {
        return frame(document, document.length);
    }

    static byte[] frame(byte[] document, int length) {
        return ByteBuffer.allocate(20 + document.length)
                .put("C430100".getBytes(GBK))
                .position(16)
                .putInt(length)
                .put(document)
                .array();
    }

    Object call(String operation, Object body) {
        return call(operation, body, Wire.LIVE);
    }

    Object call(String operation, Object body, Wire wire) {
        return connection.call(operation, body, Map.of(), Instant.now().plusSeconds(10), wire);
    }

    Problem fails(String operation, Object body) {
        return catchThrowableOfType(Problem.class, () -> call(operation, body));
    }

    /** Head and document of the last frame, without the length between them. */
    byte[] received() {
        return received.get(received.size() - 1);
    }

    List<String> trial() {
        return connections.test(BUNDLE, "bank", bindings.find(BUNDLE, "bank").orElseThrow()).stream()
                .map(step -> step.step() + " " + step.ok())
                .toList();
    }

    @Override
    public void close() throws IOException {
        connections.close();
        server.close();
    }
}
