package io.xianghub.legacy;

import io.xianghub.shared.wire.CharsetTruth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The charset that answers are read by, and whether what their headers say of it counts.
 *
 * @param headerCounts false for a department whose headers are known to lie
 */
record AnswerCharset(WireCharset charset, boolean headerCounts) {

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\\s;\"',]+)", Pattern.CASE_INSENSITIVE);

    static AnswerCharset read(WireCharset charset, Fields owner) {
        return new AnswerCharset(
                charset,
                owner.oneOf("header-charset", List.of("checked", "ignored")).equals("checked"));
    }

    /** @param prolog what the answer's prolog names, if it has one that counts */
    CharsetTruth truth(String contentType, Optional<String> prolog) {
        return new CharsetTruth(
                charset.charset(), charset.label(), headerCounts ? named(contentType) : null, prolog.orElse(null));
    }

    private static @Nullable String named(String contentType) {
        Matcher parameter = PARAMETER.matcher(contentType);
        return parameter.find() ? parameter.group(1) : null;
    }
}
