package io.xianghub.legacy;

import io.xianghub.fuzz.Oracle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** Frames over TCP: whole frames that are written again byte for byte, or words about the one that is not whole. */
public final class FrameFuzz {

    private static final FrameCodec CODEC = new FrameCodec(16, 6, 8 * 1024 * 1024);

    private FrameFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            ByteArrayInputStream in = new ByteArrayInputStream(data);
            try {
                int at = 0;
                for (Optional<FrameCodec.Frame> frame = CODEC.read(in); frame.isPresent(); frame = CODEC.read(in)) {
                    byte[] whole = frame.get().bytes();
                    Oracle.same(whole, Arrays.copyOfRange(data, at, at + whole.length), "another frame was read");
                    at += whole.length;
                }
                Oracle.require(at == data.length, "bytes were left");
            } catch (FrameCodec.Broken broken) {
                Oracle.told(broken.text());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }
}
