package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is judged: what means success, how the department says no, and where the output is.
 *
 * @param success null when every 2xx answer is one
 * @param envelope null when the answer itself is the envelope
 */
record AnswerRule(@Nullable SuccessRule success, FailureRule failure, Output output, @Nullable Envelope envelope) {

    static AnswerRule read(Fields connection, Fields operation) {
        Fields success = inherited("success", connection, operation);
        Fields output = inherited("output", connection, operation);
        output.only(Set.of("path", "json-in-string", "xml-in-string", "lists"));
        Fields unwrap = inherited("unwrap", connection, operation);
        unwrap.only(Set.of("path", "format", "lists"));
        return new AnswerRule(
                success.isEmpty() ? null : SuccessRule.read(success).orElse(null),
                FailureRule.read(inherited("failure", connection, operation)),
                output(output),
                unwrap.isEmpty() ? null : envelope(unwrap));
    }

    private static Output output(Fields fields) {
        Output.InString json = inString("json-in-string", fields);
        Output.InString xml = inString("xml-in-string", fields);
        if (json != Output.InString.NO && xml != Output.InString.NO) {
            fields.wrong(
                    "xml-in-string",
                    Text.of(
                            "json-in-string 与 xml-in-string 只能用一个",
                            "json-in-string and xml-in-string exclude each other"));
        }
        Nested nested = xml == Output.InString.NO
                ? new Nested(Nested.Format.JSON, Lists.NONE)
                : new Nested(Nested.Format.XML, fields.lists("lists"));
        if (nested.format() == Nested.Format.JSON && fields.has("lists")) {
            fields.wrong(
                    "lists", Text.of("这里的 lists 只用于 xml-in-string", "lists stands here beside xml-in-string only"));
        }
        return new Output(fields.path("path").orElse(TreePath.of("")), xml == Output.InString.NO ? json : xml, nested);
    }

    private static Output.InString inString(String key, Fields fields) {
        return Output.InString.valueOf(
                fields.oneOf(key, List.of("no", "accepted", "required")).toUpperCase(Locale.ROOT));
    }

    private static Envelope envelope(Fields fields) {
        fields.required("format");
        Nested.Format format =
                fields.oneOf("format", List.of("json", "xml")).equals("xml") ? Nested.Format.XML : Nested.Format.JSON;
        if (format == Nested.Format.JSON && fields.has("lists")) {
            fields.wrong("lists", Text.of("这里的 lists 只用于 format: xml", "lists stands here beside format: xml only"));
        }
        TreePath path = fields.path("path").orElse(TreePath.of(""));
        return new Envelope(path, new Nested(format, fields.lists("lists")));
    }

    private static Fields inherited(String key, Fields connection, Fields operation) {
        return (operation.has(key) ? operation : connection).mapping(key);
    }

    boolean succeeded(@Nullable Object answer) {
        return success == null || success.holds(answer);
    }

    /** The words in which the department refuses where a document or a value should be. */
    Optional<String> refusal(@Nullable Object answer) {
        return failure.refusing(
                Stream.of(answer, envelope == null ? null : envelope.path().in(answer)));
    }

    /** The words in which it refuses where the output should be. */
    Optional<String> refusalInOutput(@Nullable Object unwrapped) {
        return failure.refusing(Stream.of(output.path().in(unwrapped)));
    }

    /** What the paths of this rule reach into: the envelope, taken out of the string that it travels in. */
    @Nullable Object unwrapped(@Nullable Object answer) throws Malformed, Envelope.PlainWords {
        return output.opened(envelope == null ? answer : envelope.open(answer));
    }
}
