package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the first character of a tree that a charset cannot carry; says its place and its code point, not the value. */
public final class Unwritable {

    private final CharsetEncoder encoder;
    private final String label;

    private Unwritable(Charset charset, String label) {
        this.encoder = charset.newEncoder();
        this.label = label;
    }

    /** @param label the charset's name for a person to read */
    public static Optional<Malformed> in(@Nullable Object tree, Charset charset, String label) {
        return new Unwritable(charset, label).at("", tree);
    }

    private Optional<Malformed> at(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(member -> member(path, member).stream())
                    .findFirst();
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Optional<Malformed> found = at(path + "[" + i + "]", list.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return value instanceof String text && !encoder.canEncode(text)
                ? Optional.of(told(path, text))
                : Optional.empty();
    }

    private Optional<Malformed> member(String path, Map.Entry<?, ?> member) {
        String name = String.valueOf(member.getKey());
        String below = path.isEmpty() ? name : path + "." + name;
        return encoder.canEncode(name) ? at(below, member.getValue()) : Optional.of(told(path, name));
    }

    private Malformed told(String path, String text) {
        int at = 0;
        while (at < text.length() - 1 && encoder.canEncode(Character.toString(text.codePointAt(at)))) {
            at += Character.charCount(text.codePointAt(at));
        }
        int number = text.codePointCount(0, at) + 1;
        String point = "U+%04X".formatted(text.codePointAt(at));
        return new Malformed(
                Malformed.Reason.CHARSET,
                path.isEmpty()
                        ? Text.of(
                                "第 %d 个字符 %s 无法用 %s 编码",
                                "Character %d, %s, cannot be written in %s", number, point, label)
                        : Text.of(
                                "%s 的第 %d 个字符 %s 无法用 %s 编码",
                                "%s: character %d, %s, cannot be written in %s", path, number, point, label));
    }
}
