package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/** What may be done to a text before it is anything else; an empty result is an absent value. */
enum TextFunction {
    HALF_WIDTH((value, charset) -> Width.half(value)),
    FULL_WIDTH((value, charset) -> Width.full(value)),
    UPPER((value, charset) -> value.toUpperCase(Locale.ROOT)),
    LOWER((value, charset) -> value.toLowerCase(Locale.ROOT)),
    TRIM((value, charset) -> trimmed(value)),
    ONE_SPACE((value, charset) -> oneSpace(value)),
    NAME((value, charset) -> PersonName.of(value)),
    NO_NULL((value, charset) -> Words.NULLS.contains(value.strip().toLowerCase(Locale.ROOT)) ? "" : value),
    DIGITS((value, charset) -> only(Width.half(value), c -> c >= '0' && c <= '9')),
    LETTERS((value, charset) -> only(Width.half(value), Character::isLetter)),
    BASE64((value, charset) -> Base64.getEncoder().encodeToString(Charsets.encode(value, charset))),
    UNBASE64((value, charset) -> Charsets.decode(Base64.getMimeDecoder().decode(base64(value)), charset)),
    HEX((value, charset) -> HexFormat.of().withUpperCase().formatHex(Charsets.encode(value, charset))),
    UNHEX((value, charset) -> Charsets.decode(HexFormat.of().parseHex(value.strip()), charset)),
    URL((value, charset) -> Form.escape(value, charset)),
    UNURL((value, charset) -> Form.unescape(value, charset));

    @SuppressWarnings("ImmutableEnumChecker") // nothing that can change stands behind it
    private final Change change;

    /** Changes a text; what it cannot take is an {@link IllegalArgumentException} or malformed. */
    @FunctionalInterface
    private interface Change {
        String of(String value, Charset charset) throws Malformed;
    }

    /** What the functions know; an enum's constants cannot reach their own class's constants. */
    private static final class Words {

        static final Set<String> NULLS = Set.of("null", "undefined", "(null)");
    }

    TextFunction(Change change) {
        this.change = change;
    }

    /** @param charset of the bytes behind Base64, hex and percent-escapes */
    String of(String value, Charset charset) throws Unfit {
        try {
            return change.of(value, charset);
        } catch (Malformed malformed) {
            throw new Unfit(malformed.text());
        } catch (IllegalArgumentException notEncoded) {
            throw new Unfit(Text.of("不能用 %s 解开", "Cannot be opened by %s", Declared.word(this)));
        }
    }

    /**
     * Base64 without the blanks around it; the MIME decoder, which takes line ends, would step over anything else, too.
     *
     * @throws IllegalArgumentException when there is something in it that is no Base64
     */
    static String base64(String value) {
        String text = value.strip();
        boolean wrong = text.chars()
                .anyMatch(c -> !(c < 128 && Character.isLetterOrDigit(c))
                        && c != '+'
                        && c != '/'
                        && c != '='
                        && c != '\r'
                        && c != '\n');
        if (wrong) {
            throw new IllegalArgumentException("not Base64");
        }
        return text;
    }

    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static String oneSpace(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            boolean space = isSpace(value.charAt(i));
            if (!space) {
                text.append(value.charAt(i));
            } else if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        }
        return text.toString().strip();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String only(String value, IntPredicate kept) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().filter(kept).forEach(text::appendCodePoint);
        return text.toString();
    }
}
