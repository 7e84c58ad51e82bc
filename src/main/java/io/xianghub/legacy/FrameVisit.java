package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Malformed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** One caller's connection: reads a frame, replies to it, and looks whether another one follows. */
final class FrameVisit {

    /** How long another frame is waited for; most send one and go. */
    private static final int ANOTHER_MILLIS = 1_000;

    private final Socket caller;
    private final FrameCodec codec;
    private final FrameDeclaration.Bounds bounds;
    private final Watchdog watchdog;
    private volatile boolean reading = true;

    FrameVisit(Socket caller, FrameCodec codec, FrameDeclaration.Bounds bounds, Watchdog watchdog) {
        this.caller = caller;
        this.codec = codec;
        this.bounds = bounds;
        this.watchdog = watchdog;
    }

    /** Makes the reply to a frame's document. */
    @FunctionalInterface
    interface Replying {
        byte[] to(byte[] document, String from) throws Malformed;
    }

    /** Whether nothing of this caller's is in hand. */
    boolean isReading() {
        return reading;
    }

    void end() {
        try {
            caller.close();
        } catch (IOException gone) {
            // It is gone all the same.
            return;
        }
    }

    /** @param broken is told of what was no frame */
    void take(Replying replying, FrameSource.Desk broken) {
        String from = caller.getInetAddress().getHostAddress();
        try (caller) {
            caller.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(caller.getInputStream());
            Optional<FrameCodec.Frame> frame = first(in);
            while (frame.isPresent()) {
                reading = false;
                byte[] reply = replying.to(frame.get().document(), from);
                write(new FrameCodec.Frame(frame.get().head(), reply));
                reading = true;
                frame = another(in) ? first(in) : Optional.empty();
            }
        } catch (FrameCodec.Broken noFrame) {
            tell(from, noFrame.text(), broken);
        } catch (Malformed unwritable) {
            tell(from, unwritable.text(), broken);
        } catch (IOException gone) {
            if (!reading) {
                tell(from, Text.of("对方没有等到应答就断开", "The caller went before the reply"), broken);
            }
        }
    }

    /** Who does not take the reply in time keeps nobody else waiting. */
    private void write(FrameCodec.Frame reply) throws IOException {
        try (Watchdog.Watch watch = watchdog.in(bounds.patience(), caller::close)) {
            try {
                caller.getOutputStream().write(reply.bytes());
                caller.getOutputStream().flush();
            } catch (IOException failed) {
                if (watch.fired()) {
                    throw new FrameCodec.Broken(Text.of(
                            "%d 毫秒内对方没有取走应答",
                            "The caller did not take the reply within %d ms",
                            bounds.patience().toMillis()));
                }
                throw failed;
            }
        }
    }

    /** A frame that comes byte by byte must have come in time nevertheless. */
    private Optional<FrameCodec.Frame> first(InputStream in) throws IOException {
        caller.setSoTimeout(0);
        try (Watchdog.Watch watch = watchdog.in(bounds.patience(), caller::close)) {
            try {
                return codec.read(in);
            } catch (IOException failed) {
                if (watch.fired()) {
                    throw new FrameCodec.Broken(Text.of(
                            "%d 毫秒内没有收到完整的帧",
                            "No whole frame came within %d ms",
                            bounds.patience().toMillis()));
                }
                throw failed;
            }
        }
    }

    private boolean another(InputStream in) throws IOException {
        caller.setSoTimeout(ANOTHER_MILLIS);
        in.mark(1);
        try {
            boolean more = in.read() >= 0;
            in.reset();
            return more;
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }

    private static void tell(String from, Text why, FrameSource.Desk desk) {
        Problem problem = Problem.of(ProblemType.INVALID_REQUEST, why);
        try {
            desk.answer(new FrameSource.Arrival(new byte[0], from, problem));
        } catch (Problem told) {
            // There is nobody to answer any more.
            return;
        }
    }
}
