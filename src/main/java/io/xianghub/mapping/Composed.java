package io.xianghub.mapping;

import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document that is written into another as the value of a field. */
record Composed(Target target, Encoding encoding) {

    /** How the document's characters, or its bytes, stand in the field. */
    enum Encoding {
        TEXT,
        CDATA,
        BASE64,
        HEX;

        boolean isOfBytes() {
            return this == BASE64 || this == HEX;
        }
    }

    /** The value; null, and refused, when something in the tree cannot be written. */
    @Nullable Object of(Object tree, String place, Fields.Work work) throws Unfit {
        List<Violation> wrong = new ArrayList<>();
        Object written;
        try {
            written = written(tree, wrong);
        } catch (Malformed malformed) {
            throw new Unfit(malformed.text());
        }
        for (Violation violation : wrong) {
            String below = violation.path();
            work.refuse(below.startsWith("[") ? place + below : place + "." + below, violation.message());
        }
        work.budget().made(Weight.of(written, Integer.MAX_VALUE));
        return wrong.isEmpty() ? written : null;
    }

    private Object written(Object tree, List<Violation> wrong) throws Malformed {
        String text = target.text(tree, wrong);
        return switch (encoding) {
            case TEXT -> text;
            case CDATA -> Map.of(XmlWriter.CDATA, text);
            case BASE64 -> Base64.getEncoder().encodeToString(target.bytes(tree, text, wrong));
            case HEX -> HexFormat.of().withUpperCase().formatHex(target.bytes(tree, text, wrong));
        };
    }
}
