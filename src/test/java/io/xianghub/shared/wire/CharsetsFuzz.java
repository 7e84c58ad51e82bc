package io.xianghub.shared.wire;

import io.xianghub.fuzz.Oracle;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Charsets: bytes are decoded and encoded without a loss, and the truth about them agrees with what the decoder says. */
public final class CharsetsFuzz {

    private CharsetsFuzz() {}

    /** @param data {@code g} for GBK or another byte for UTF-8, then the bytes */
    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            Charset charset = Oracle.charset(data);
            byte[] bytes = Oracle.rest(data);
            boolean fits = Charsets.firstWrongByte(bytes, charset) < 0;
            String text = decoded(bytes, charset);
            Oracle.require(fits || text == null, "wrong bytes were decoded");
            Oracle.require(
                    isTrue(new CharsetTruth(charset, charset.name(), null, null), bytes)
                            == (text != null
                                    && ByteLook.mark(bytes)
                                            .filter(of -> !of.startsWith(charset.name()))
                                            .isEmpty()),
                    "the truth about the bytes is another than the decoder's");
            isTrue(
                    new CharsetTruth(
                            charset,
                            charset.name(),
                            text == null ? "x" : text,
                            Xml.charsetNamedIn(bytes).orElse(null)),
                    bytes);
            if (text != null) {
                Oracle.same(bytes, Charsets.encode(text, charset), "bytes were lost");
                Oracle.same(text, Form.unescape(Form.escape(text, charset), charset), "escapes change the text");
            }
        });
    }

    private static @Nullable String decoded(byte[] bytes, Charset charset) {
        try {
            return Charsets.decode(bytes, charset);
        } catch (Malformed refused) {
            Oracle.told(refused.text());
            return null;
        }
    }

    private static boolean isTrue(CharsetTruth truth, byte[] bytes) {
        try {
            truth.hold(bytes);
            return true;
        } catch (Malformed lie) {
            Oracle.told(lie.text());
            return false;
        }
    }
}
