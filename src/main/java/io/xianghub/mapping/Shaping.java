package io.xianghub.mapping;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a text before anybody asks what it means.
 *
 * @param extract its first group, or all that it matches, is what remains
 * @param digits how many digits each of several parts, or the one text, has when its leading zeros are there; empty to leave it
 * @param charset of the bytes behind Base64, hex and percent-escapes
 */
record Shaping(List<TextFunction> apply, @Nullable Pattern extract, List<Integer> digits, Charset charset) {

    /** Longer than any field; functions that make text longer must not fill the memory. */
    private static final int LONGEST = 1_000_000;

    Shaping {
        apply = List.copyOf(apply);
        digits = List.copyOf(digits);
    }

    /** The text after all functions; empty when nothing is left. */
    String applied(String text) throws Unfit {
        String applied = text;
        for (TextFunction function : apply) {
            if (applied.length() > LONGEST) {
                throw new Unfit(Text.of("超过 %d 个字符", "Longer than %d characters", LONGEST));
            }
            applied = applied.isEmpty() ? applied : function.of(applied, charset);
        }
        return applied;
    }

    /** What the pattern takes out of the text; empty when it is not in there. */
    String extracted(String text) {
        if (extract == null) {
            return text;
        }
        Matcher matcher = extract.matcher(text);
        if (!matcher.find()) {
            return "";
        }
        String taken = matcher.group(extract.groupCount() == 0 ? 0 : 1);
        return taken == null ? "" : taken;
    }

    /** With the leading zeros that a department's number columns lost; a text of anything but digits stays as it is. */
    String padded(String text, int part) {
        int width = part < digits.size() ? digits.get(part) : 0;
        boolean number = text.length() < width && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? "0".repeat(width - text.length()) + text : text;
    }

    /** Whether each part of a joined text has a width of its own. */
    boolean padsParts() {
        return digits.size() > 1;
    }
}
