package io.xianghub.legacy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Ports that a connection listens on, from version to version: while one has stopped and the next has not begun, who calls
 * waits instead of being refused.
 */
final class OpenPorts implements AutoCloseable {

    private static final Duration UNTENDED = Duration.ofMinutes(1);
    private static final int BACKLOG = 100;

    private final Watchdog watchdog;
    private final Map<InetSocketAddress, ServerSocket> left = new HashMap<>();
    private boolean closed;

    OpenPorts(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    synchronized ServerSocket take(InetSocketAddress address) throws IOException {
        ServerSocket open = left.remove(address);
        if (open != null) {
            return open;
        }
        ServerSocket fresh = new ServerSocket();
        try {
            fresh.setReuseAddress(true);
            fresh.bind(address, BACKLOG);
            return fresh;
        } catch (IOException taken) {
            fresh.close();
            throw taken;
        }
    }

    /** Gives back a port that nobody tends now; it is closed when nobody has taken it for a while. */
    synchronized void leave(InetSocketAddress address, ServerSocket open) throws IOException {
        if (closed || left.containsKey(address)) {
            open.close();
            return;
        }
        left.put(address, open);
        watchdog.later(UNTENDED, () -> closeUntended(address, open));
    }

    private synchronized void closeUntended(InetSocketAddress address, ServerSocket open) throws IOException {
        if (left.remove(address, open)) {
            open.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        left.values().forEach(OpenPorts::close);
        left.clear();
    }

    private static void close(ServerSocket open) {
        try {
            open.close();
        } catch (IOException gone) {
            // What cannot be closed is closed.
            return;
        }
    }
}
