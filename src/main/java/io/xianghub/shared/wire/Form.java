package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code application/x-www-form-urlencoded} whose escapes are bytes of the declared charset. */
public final class Form {

    private static final int MAX_FIELDS = 1_000;

    private Form() {}

    /** The fields as a form in ASCII; a name may stand in it more than once. */
    public static String write(List<Map.Entry<String, String>> fields, Charset charset) throws Malformed {
        List<String> written = new ArrayList<>(fields.size());
        for (Map.Entry<String, String> field : fields) {
            written.add(escape(field.getKey(), charset) + "=" + escape(field.getValue(), charset));
        }
        return String.join("&", written);
    }

    /** The text with percent-escapes of the charset's bytes. */
    public static String escape(String text, Charset charset) throws Malformed {
        // refuse what the charset cannot carry: the encoder below would write a question mark
        Charsets.encode(text, charset);
        return URLEncoder.encode(text, charset);
    }

    public static Map<String, Object> parse(byte[] bytes, Charset charset) throws Malformed {
        Map<String, Object> fields = new LinkedHashMap<>();
        int start = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (end < bytes.length && bytes[end] != '&') {
                continue;
            }
            if (end > start) {
                field(bytes, start, end, charset, fields);
            }
            start = end + 1;
        }
        if (fields.isEmpty()) {
            throw wrong(Text.of("表单是空的", "The form is empty"));
        }
        return fields;
    }

    private static void field(byte[] bytes, int start, int end, Charset charset, Map<String, Object> fields)
            throws Malformed {
        int equals = start;
        while (equals < end && bytes[equals] != '=') {
            equals++;
        }
        if (equals == end) {
            throw wrong(Text.of("第 %d 个字节起的字段没有 =", "The field from byte %d on has no =", start + 1));
        }
        String name = Charsets.decode(unescape(bytes, start, equals), charset);
        String value = Charsets.decode(unescape(bytes, equals + 1, end), charset);
        if (fields.put(name, value) != null) {
            throw wrong(Text.of("字段 %s 重复", "The field %s stands twice", name));
        }
        if (fields.size() > MAX_FIELDS) {
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE, Text.of("表单超过 %d 个字段", "The form has more than %d fields", MAX_FIELDS));
        }
    }

    /** The text behind percent-escapes of the charset's bytes. */
    public static String unescape(String text, Charset charset) throws Malformed {
        byte[] bytes = Charsets.encode(text, charset);
        return Charsets.decode(unescape(bytes, 0, bytes.length), charset);
    }

    private static byte[] unescape(byte[] bytes, int start, int end) throws Malformed {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            if (bytes[i] == '+') {
                plain.write(' ');
            } else if (bytes[i] == '%') {
                int high = i + 2 < end ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw wrong(Text.of("第 %d 个字节的 %% 转义不完整", "The %% escape at byte %d is not whole", i + 1));
                }
                plain.write(high * 16 + low);
                i += 2;
            } else {
                plain.write(bytes[i]);
            }
        }
        return plain.toByteArray();
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
