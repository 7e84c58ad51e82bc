package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is judged: what means success, where the department's own words stand, and where the output is.
 *
 * @param success null when every 2xx answer is one
 * @param envelope null when the answer itself is the envelope
 */
record AnswerRule(
        @Nullable Success success,
        @Nullable TreePath failureCode,
        @Nullable TreePath failureMessage,
        Output output,
        @Nullable Envelope envelope) {

    /** @param equal texts, one of which the value must be; {@code 0} and {@code "0"} are the same */
    record Success(TreePath path, List<String> equal) {}

    static AnswerRule read(Fields connection, Fields operation) {
        Fields success = inherited("success", connection, operation);
        success.only(Set.of("path", "equals"));
        Fields failure = inherited("failure", connection, operation);
        failure.only(Set.of("code", "message"));
        Fields output = inherited("output", connection, operation);
        output.only(Set.of("path", "json-in-string", "xml-in-string", "lists"));
        Fields unwrap = inherited("unwrap", connection, operation);
        unwrap.only(Set.of("path", "format", "lists"));
        return new AnswerRule(
                success.isEmpty() ? null : success(success),
                path(failure, "code").orElse(null),
                path(failure, "message").orElse(null),
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
        return new Output(path(fields, "path").orElse(TreePath.of("")), xml == Output.InString.NO ? json : xml, nested);
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
        TreePath path = path(fields, "path").orElse(TreePath.of(""));
        return new Envelope(path, new Nested(format, fields.lists("lists")));
    }

    private static Fields inherited(String key, Fields connection, Fields operation) {
        return (operation.has(key) ? operation : connection).mapping(key);
    }

    private static Success success(Fields fields) {
        TreePath path =
                fields.required("path").isPresent() ? path(fields, "path").orElse(TreePath.of("")) : TreePath.of("");
        YamlNode equal = fields.node().get("equals").orElse(null);
        if (equal instanceof YamlNode.Sequence) {
            return new Success(path, fields.texts("equals"));
        }
        return new Success(path, fields.required("equals").stream().toList());
    }

    private static Optional<TreePath> path(Fields fields, String key) {
        try {
            return fields.text(key).map(TreePath::of);
        } catch (IllegalArgumentException notAPath) {
            fields.wrong(key, Text.of("%s 不是路径", "%s is not a path", key));
            return Optional.empty();
        }
    }

    boolean succeeded(@Nullable Object answer) {
        if (success == null) {
            return true;
        }
        if (!success.path().existsIn(answer)) {
            return false;
        }
        String value = canonical(success.path().in(answer));
        return success.equal().stream().anyMatch(value::equals);
    }

    /** The department's own code, when the answer carries one. */
    Optional<String> code(@Nullable Object answer) {
        return words(failureCode, answer);
    }

    Optional<String> message(@Nullable Object answer) {
        return words(failureMessage, answer);
    }

    private static Optional<String> words(@Nullable TreePath path, @Nullable Object answer) {
        return Optional.ofNullable(path)
                .map(way -> way.in(answer))
                .map(AnswerRule::canonical)
                .filter(text -> !text.isBlank());
    }

    /** What the paths of this rule reach into: the envelope, taken out of the string that it travels in. */
    @Nullable Object unwrapped(@Nullable Object answer) throws Malformed, Envelope.PlainWords {
        return output.opened(envelope == null ? answer : envelope.open(answer));
    }

    /** Departments write a code as a number one day, as a string the next. */
    private static String canonical(@Nullable Object value) {
        return Template.asText(value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value)
                .strip();
    }
}
