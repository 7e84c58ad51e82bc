package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The department's own envelope, when it travels as a text inside the answer. */
record Envelope(TreePath path, Nested nested) {

    /** Words where the envelope should be, such as 系统异常: the department refuses, in its way. */
    static final class PlainWords extends Exception {

        private final String words;

        PlainWords(String words) {
            super("words instead of an envelope");
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    @Nullable Object open(@Nullable Object answer) throws Malformed, PlainWords {
        Object found = path.in(answer);
        if (found instanceof Map<?, ?> || found instanceof List<?>) {
            return found;
        }
        if (!(found instanceof String text) || text.isBlank()) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of("应答中 unwrap 所指的位置没有内容", "The answer has nothing where unwrap points"));
        }
        if (!nested.isMeantBy(text)) {
            throw new PlainWords(text);
        }
        return nested.parse(text);
    }
}
