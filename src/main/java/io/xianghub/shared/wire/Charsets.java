package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes and encodes strictly: a byte or a character that does not fit is an error with its place, never a {@code ?}, and
 * so is UTF-8 that was declared GBK and happens to be that too.
 */
public final class Charsets {

    private Charsets() {}

    /**
     * The charset a department declares; GBK and GB2312 mean GB18030, their superset, because that is what is sent.
     *
     * @throws IllegalArgumentException when there is none of that name, or it can be read only and never written
     */
    public static Charset of(String declared) {
        String name = declared.toUpperCase(Locale.ROOT);
        Charset charset = Charset.forName(name.equals("GBK") || name.equals("GB2312") ? "GB18030" : name);
        if (!charset.canEncode()) {
            throw new UnsupportedCharsetException(declared);
        }
        return charset;
    }

    public static String decode(byte[] bytes, Charset charset) throws Malformed {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            result = decoder.flush(out);
        }
        if (result.isError()) {
            throw lookingLike(
                    Text.of(
                            "第 %d 个字节起不是 %s 编码",
                            "The bytes from number %d on are not %s", in.position() + 1, charset.name()),
                    ByteLook.from(in.position(), bytes).filter(look -> !of(look).equals(charset)));
        }
        Optional<String> disguised = ByteLook.disguised(bytes, charset);
        if (disguised.isPresent()) {
            throw lookingLike(Text.of("字节不是 %s 编码", "The bytes are not %s", charset.name()), disguised);
        }
        return out.flip().toString();
    }

    private static Malformed lookingLike(Text wrong, Optional<String> look) {
        return new Malformed(
                Malformed.Reason.CHARSET,
                look.map(of -> new Text(wrong.zh() + "，内容像是 " + of, wrong.en() + ", they look like " + of))
                        .orElse(wrong));
    }

    /** Where the first bytes are that do not fit; negative when all do. */
    public static int firstWrongByte(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer some = CharBuffer.allocate(8_192);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            some.clear();
            result = decoder.decode(in, some, true);
        }
        return result.isError() ? in.position() : -1;
    }

    public static byte[] encode(String text, Charset charset) throws Malformed {
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text.toCharArray())); // encoders are faster with an array
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException unmappable) {
            throw Unwritable.in(text, charset, charset.name())
                    .orElseGet(() -> new Malformed(
                            Malformed.Reason.CHARSET,
                            Text.of("有字符无法用 %s 编码", "A character cannot be written in %s", charset.name())));
        }
    }
}
