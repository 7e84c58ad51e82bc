package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Unwritable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The charset of a department's wire.
 *
 * @param label its name as the declaration writes it, which headers and prologs repeat: bytes of GBK say GBK, though
 *     GB18030 writes them
 * @param writing the same, or what the label says to the letter where the department reads no more than that
 */
record WireCharset(Charset charset, String label, Charset writing) {

    private static final Set<String> NARROWER = Set.of("GBK", "GB2312");

    /** @throws IllegalArgumentException when there is no such charset */
    static WireCharset named(@Nullable String label) {
        if (label == null) {
            throw new IllegalArgumentException("No charset");
        }
        Charset charset = Charsets.of(label);
        return new WireCharset(charset, label, charset);
    }

    static WireCharset read(Fields fields) {
        Charset charset = fields.charset();
        String label = fields.text("charset").orElse(StandardCharsets.UTF_8.name());
        boolean strict =
                fields.oneOf("beyond-charset", List.of("written", "refused")).equals("refused");
        boolean narrower = NARROWER.contains(label.toUpperCase(Locale.ROOT));
        if (strict && !narrower) {
            fields.wrong(
                    "beyond-charset",
                    Text.of("beyond-charset 只用于 GBK 与 GB2312", "beyond-charset stands beside GBK and GB2312 only"));
        }
        return new WireCharset(charset, label, strict && narrower ? Charset.forName(label) : charset);
    }

    /** @param tree what was written, to find the place of a character that cannot be */
    byte[] bytes(String written, @Nullable Object tree) throws Malformed {
        try {
            return Charsets.encode(written, writing);
        } catch (Malformed unwritable) {
            throw Unwritable.in(tree, writing, writing.name()).orElse(unwritable);
        }
    }
}
