package io.xianghub.shared.wire;

import io.xianghub.fuzz.Oracle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Forms: what is read is written in ASCII, and read again as the same. */
public final class FormFuzz {

    private FormFuzz() {}

    /** @param data {@code g} for GBK or another byte for UTF-8, then the form */
    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            Charset charset = Oracle.charset(data);
            Map<String, Object> fields = Form.parse(Oracle.rest(data), charset);
            List<Map.Entry<String, String>> entries = new ArrayList<>();
            fields.forEach((name, value) -> entries.add(Map.entry(name, value.toString())));
            byte[] written = Form.write(entries, charset).getBytes(StandardCharsets.US_ASCII);
            Oracle.same(fields, Form.parse(written, charset), "other fields are read than were written");
        });
    }
}
