package io.xianghub.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A gateway that outlives the hub's crashes and would send a message as often as it is told to. */
final class BenchGateway {

    private final HttpServer server;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Journal journal;

    BenchGateway(Path file) throws IOException {
        journal = new Journal(file);
        taken.addAll(journal.lines());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/send/", exchange -> {
            String id = last(exchange);
            taken.add(id);
            journal.add(id);
            answer(exchange, "OK");
        });
        server.createContext(
                "/query/", exchange -> answer(exchange, taken.contains(last(exchange)) ? "KNOWN" : "NONE"));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> taken() {
        return List.copyOf(taken);
    }

    void stop() {
        server.stop(0);
    }

    private static String last(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
