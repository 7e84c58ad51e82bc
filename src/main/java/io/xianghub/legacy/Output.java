package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an answer is handed on.
 *
 * @param nested how it is read when it is a document in a string
 */
record Output(TreePath path, InString inString, Nested nested) {

    /** Whether the output may, or must, be a document in a string. */
    enum InString {
        NO,
        ACCEPTED,
        REQUIRED
    }

    /** An answer that is one string as a whole is opened before it is judged. */
    @Nullable Object opened(@Nullable Object answer) throws Malformed {
        if (answer instanceof String text && inString != InString.NO) {
            return nested.parse(text);
        }
        if (inString == InString.REQUIRED && path.steps().isEmpty() && answer != null) {
            throw missing();
        }
        return answer;
    }

    /** @throws Malformed when a string that should hold a document does not */
    @Nullable Object in(@Nullable Object answer) throws Malformed {
        Object found = path.in(answer);
        if (inString == InString.NO || found == null || path.steps().isEmpty()) {
            return found;
        }
        if (found instanceof String text) {
            return nested.parse(text);
        }
        if (inString == InString.REQUIRED) {
            throw missing();
        }
        return found;
    }

    private Malformed missing() {
        String word = nested.format().name();
        return new Malformed(
                Malformed.Reason.SYNTAX, Text.of("output 应为字符串中的 %s", "The output must be %s in a string", word));
    }
}
