package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** What a mapping reads: a tree as it is, or bytes of a wire format. */
record Source(Format format, Charset charset, @Nullable DelimitedReader lines) {

    private static final int MAX_BYTES = 20 * 1024 * 1024;

    enum Format {
        RECORD,
        JSON,
        XML,
        FORM,
        DELIMITED
    }

    @Nullable Object read(@Nullable Object input) throws Malformed {
        if (format == Format.RECORD) {
            return input;
        }
        if (!(input instanceof byte[] bytes)) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "应为字节，实际是 %s",
                            "Bytes are expected, not %s",
                            input == null ? "null" : input.getClass().getSimpleName()));
        }
        if (bytes.length > MAX_BYTES) {
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE, Text.of("输入超过 %d 字节", "The input has more than %d bytes", MAX_BYTES));
        }
        return switch (format) {
            case JSON -> Json.parse(bytes, charset);
            case XML -> Xml.parse(bytes, charset);
            case FORM -> Form.parse(bytes, charset);
            case DELIMITED -> lines == null ? null : lines.read(bytes, charset);
            case RECORD -> input;
        };
    }

    /** Where an item of the list stands in the input. */
    String place(int index) {
        return format == Format.DELIMITED ? "line " + (index + 1) : "[" + index + "]";
    }
}
