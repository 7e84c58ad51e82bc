package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the values of a tree that a charset cannot write; a character is named by its code point, since it may be of a name. */
final class Unwritable {

    private static final int MOST = 100;

    private final CharsetEncoder encoder;
    private final String charset;
    private final List<Violation> found = new ArrayList<>();

    private Unwritable(Charset charset) {
        this.encoder = charset.newEncoder();
        this.charset = charset.name();
    }

    /** Each value that does not fit, at most 100, with its path in the target. */
    static List<Violation> in(@Nullable Object tree, Charset charset) {
        Unwritable unwritable = new Unwritable(charset);
        unwritable.walk(tree, "");
        return unwritable.found;
    }

    private void walk(@Nullable Object tree, String path) {
        if (found.size() >= MOST) {
            return;
        }
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String below = path.isEmpty() ? String.valueOf(key) : path + "." + key;
                text(String.valueOf(key), below);
                walk(value, below);
            });
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), path + "[" + i + "]");
            }
        } else if (tree instanceof String text) {
            text(text, path);
        }
    }

    private void text(String text, String path) {
        if (found.size() >= MOST || encoder.canEncode(text)) {
            return;
        }
        int wrong = text.codePoints()
                .filter(c -> !encoder.canEncode(Character.toString(c)))
                .findFirst()
                .orElse(text.codePointAt(0));
        found.add(new Violation(
                path, Text.of("字符 U+%04X 无法用 %s 写出", "The character U+%04X cannot be written in %s", wrong, charset)));
    }
}
