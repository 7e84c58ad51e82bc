package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sends one frame and takes one, on a connection of its own, as the housing fund's interface has it. */
final class FrameTransport implements Transport {

    private final Binding binding;
    private final FrameCodec codec;
    private final Watchdog watchdog;

    /** Nothing of the request can have reached the department. */
    static final class NotConnected extends IOException {
        NotConnected(IOException why) {
            super("not connected", why);
        }
    }

    /** No answer before the deadline. */
    static final class TooSlow extends IOException {
        TooSlow(IOException why) {
            super("too slow", why);
        }
    }

    /** The department took the frame and closed without a word. */
    static final class Silent extends IOException {}

    FrameTransport(Binding binding, FrameCodec codec, Watchdog watchdog) {
        this.binding = binding;
        this.codec = codec;
        this.watchdog = watchdog;
    }

    byte[] exchange(FrameCodec.Frame frame, Duration within) throws IOException {
        try (Socket socket = new Socket();
                Watchdog.Watch watch = watchdog.in(within, socket::close)) {
            try {
                connect(socket, within);
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(frame.bytes());
                return answer(socket.getInputStream());
            } catch (FrameCodec.Broken broken) {
                throw watch.fired() ? new TooSlow(broken) : broken;
            } catch (IOException failed) {
                if (watch.fired()) {
                    throw new TooSlow(failed);
                }
                throw failed;
            }
        }
    }

    private void connect(Socket socket, Duration within) throws IOException {
        URI address = URI.create(binding.address());
        long patience = Math.min(binding.connectTimeout().toMillis(), within.toMillis());
        try {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), (int) Math.max(1, patience));
        } catch (IOException refused) {
            throw new NotConnected(refused);
        }
    }

    private byte[] answer(InputStream from) throws IOException {
        InputStream in = new BufferedInputStream(from);
        Optional<FrameCodec.Frame> frame = codec.read(in);
        if (frame.isEmpty()) {
            throw new Silent();
        }
        byte[] document = frame.get().document();
        // A second frame is nobody's answer; but a document that goes on behind its length is not the whole of it.
        if (in.available() > 0 && !endsWithATag(document)) {
            throw new FrameCodec.Broken(Text.of(
                    "帧声明报文为 %d 字节，其后报文仍在继续",
                    "The frame says that its document has %d bytes, and the document goes on behind them",
                    document.length));
        }
        return document;
    }

    private static boolean endsWithATag(byte[] document) {
        int last = document.length - 1;
        while (last >= 0 && document[last] <= ' ' && document[last] >= 0) {
            last--;
        }
        return last >= 0 && document[last] == '>';
    }

    Retries retries() {
        return binding.limits().retries();
    }

    @Override
    public void close() {}
}
