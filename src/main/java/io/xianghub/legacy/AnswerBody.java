package io.xianghub.legacy;

import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the body of an HTTP answer becomes a tree. */
sealed interface AnswerBody permits JsonAnswer, FormAnswer, TextAnswer, NoAnswer, XmlAnswer, SoapAnswer, FieldsAnswer {

    /** What the body held. */
    sealed interface Reading {

        record Tree(@Nullable Object tree) implements Reading {}

        /** The department's own refusal in the form that the protocol has for one. */
        record Fault(String code, Optional<String> message) implements Reading {}
    }

    Reading read(byte[] body) throws Malformed;

    /** The media types that the request asks for. */
    String accept();

    /** What the answer should have been, for a person to read. */
    String word();

    /** Whether a web page came instead, such as that of a login. */
    default boolean isPage(HttpTransport.Answer answer) {
        return Page.DOCUMENT.matcher(Page.beginning(answer)).find();
    }

    /** Whether the department answers in its protocol that it refuses; then it works, whatever the status says. */
    default boolean isFault(byte[] body) {
        try {
            return read(body) instanceof Reading.Fault;
        } catch (Malformed notOurs) {
            return false;
        }
    }

    /** The charset that these bytes name in themselves, where that counts. */
    default Optional<String> prolog(byte[] body) {
        return Optional.empty();
    }

    /** Whether an answer without a body says all there is to say. */
    default boolean mayBeEmpty() {
        return false;
    }

    /** What web pages look like. */
    final class Page {

        private static final int ENOUGH = 1_000;
        private static final Pattern DOCUMENT = Pattern.compile(
                "^(?:<\\?xml[^>]*>)?\\s*(?:<!--.*?-->\\s*)*+<(?:!doctype\\s+html|html|head|script|meta)\\b",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

        private Page() {}

        /** The first characters, whatever the charset: marks of pages are ASCII. */
        static String beginning(HttpTransport.Answer answer) {
            byte[] body = answer.body();
            String text = new String(body, 0, Math.min(body.length, ENOUGH), StandardCharsets.ISO_8859_1);
            // the byte order mark of UTF-8
            return (text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text).stripLeading();
        }
    }
}
