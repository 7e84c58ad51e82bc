package io.xianghub.bundle.sample;

import io.xianghub.legacy.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer as it came over the wire: status line, headers, an empty line, the bytes of the body. */
final class HttpFile {

    private static final Pattern STATUS = Pattern.compile("HTTP/[0-9.]+ ([1-5][0-9]{2})(?: .*)?");

    private HttpFile() {}

    /** Empty when it does not begin with a status line and headers. */
    static Optional<Wire.Heard.Bytes> read(byte[] bytes) {
        int body = bodyAt(bytes);
        String[] head = new String(bytes, 0, body, StandardCharsets.ISO_8859_1).split("\r?\n");
        Matcher status = STATUS.matcher(head.length == 0 ? "" : head[0]);
        if (!status.matches()) {
            return Optional.empty();
        }
        String type = "";
        for (String line : Arrays.asList(head).subList(1, head.length)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                return Optional.empty();
            }
            if (line.substring(0, colon).strip().equalsIgnoreCase("Content-Type")) {
                type = line.substring(colon + 1).strip();
            }
        }
        return Optional.of(new Wire.Heard.Bytes(
                Integer.parseInt(status.group(1)), type, Arrays.copyOfRange(bytes, body, bytes.length)));
    }

    /** Where the body begins: after the first empty line. */
    private static int bodyAt(byte[] bytes) {
        int lineStart = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int end = i > lineStart && bytes[i - 1] == '\r' ? i - 1 : i;
                if (end == lineStart) {
                    return i + 1;
                }
                lineStart = i + 1;
            }
        }
        return bytes.length;
    }
}
