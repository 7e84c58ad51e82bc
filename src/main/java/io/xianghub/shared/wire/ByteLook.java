package io.xianghub.shared.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What bytes look like, for words about bytes that are not what they should be; never what they are read by. */
final class ByteLook {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int ENOUGH = 4_096;
    private static final int FEW = 2;

    private ByteLook() {}

    /** The charset whose byte order mark the bytes begin with. */
    static Optional<String> mark(byte[] bytes) {
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of("UTF-8");
        }
        if (begins(bytes, 0xFE, 0xFF)) {
            return Optional.of("UTF-16BE");
        }
        return begins(bytes, 0xFF, 0xFE) ? Optional.of("UTF-16LE") : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the part around the wrong byte looks like: the tail of a body may be of another charset than its head. */
    static Optional<String> from(int wrong, byte[] bytes) {
        int start = wrong;
        while (start > 0 && bytes[start - 1] < 0) {
            start--;
        }
        byte[] part = Arrays.copyOfRange(bytes, start, bytes.length);
        if (han(part, StandardCharsets.UTF_8) > 0) {
            return Optional.of("UTF-8");
        }
        return han(part, GB18030) > 0 ? Optional.of("GBK") : Optional.empty();
    }

    /**
     * UTF-8 that happens to be GB18030 too, as 张三 is: three bytes of each character make pairs, and some of the pairs are
     * characters that only the extension of GB 2312 has. Text that people write does not come out so.
     */
    static Optional<String> disguised(byte[] bytes, Charset agreed) {
        if (!agreed.equals(GB18030) || han(bytes, StandardCharsets.UTF_8) < FEW) {
            return Optional.empty();
        }
        boolean common = Charset.forName("GB2312").newEncoder().canEncode(new String(bytes, GB18030));
        return common ? Optional.empty() : Optional.of("UTF-8");
    }

    /** How many Han characters this is in that charset; none when it is not of it. */
    private static long han(byte[] bytes, Charset charset) {
        if (Charsets.firstWrongByte(bytes, charset) >= 0) {
            return 0;
        }
        return new String(bytes, charset)
                .codePoints()
                .limit(ENOUGH)
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                .count();
    }
}
