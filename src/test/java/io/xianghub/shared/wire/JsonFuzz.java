package io.xianghub.shared.wire;

import io.xianghub.fuzz.Oracle;
import java.nio.charset.Charset;

/** JSON: what is read can be written, compact and indented, and is read again as the same. */
public final class JsonFuzz {

    private JsonFuzz() {}

    /** @param data {@code g} for GBK or another byte for UTF-8, then the document */
    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            Charset charset = Oracle.charset(data);
            Object tree = Json.parse(Oracle.rest(data), charset);
            String written = Json.write(tree);
            // as texts: 1e0 is written as 1, which is the same number of another kind
            Oracle.same(written, Json.write(Json.parse(written)), "another tree is read than was written");
            Oracle.same(written, Json.write(Json.parse(Json.writeIndented(tree))), "indents change the tree");
            Oracle.same(written, Charsets.decode(Charsets.encode(written, charset), charset), "bytes change the text");
        });
    }
}
