package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is judged: what means success, where the department's own words stand, and where the output is.
 *
 * @param success null when every 2xx answer is one
 */
record AnswerRule(
        @Nullable Success success,
        @Nullable TreePath failureCode,
        @Nullable TreePath failureMessage,
        TreePath output,
        JsonInString jsonInString) {

    enum JsonInString {
        NO,
        ACCEPTED,
        REQUIRED
    }

    /** @param equal texts, one of which the value must be; {@code 0} and {@code "0"} are the same */
    record Success(TreePath path, List<String> equal) {}

    static AnswerRule read(Fields connection, Fields operation) {
        Fields success = inherited("success", connection, operation);
        success.only(Set.of("path", "equals"));
        Fields failure = inherited("failure", connection, operation);
        failure.only(Set.of("code", "message"));
        Fields output = inherited("output", connection, operation);
        output.only(Set.of("path", "json-in-string"));
        return new AnswerRule(
                success.isEmpty() ? null : success(success),
                path(failure, "code").orElse(null),
                path(failure, "message").orElse(null),
                path(output, "path").orElse(TreePath.of("")),
                JsonInString.valueOf(output.oneOf("json-in-string", List.of("no", "accepted", "required"))
                        .toUpperCase(java.util.Locale.ROOT)));
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

    /** @throws Malformed when a string that should hold JSON does not */
    @Nullable Object output(@Nullable Object answer) throws Malformed {
        Object found = output.in(answer);
        if (jsonInString == JsonInString.NO || found == null) {
            return found;
        }
        if (found instanceof String text) {
            return Json.parse(text);
        }
        if (jsonInString == JsonInString.REQUIRED) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX, Text.of("output 应为字符串中的 JSON", "The output must be JSON in a string"));
        }
        return found;
    }

    /** Departments write a code as a number one day, as a string the next. */
    private static String canonical(@Nullable Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : Template.asText(value).strip();
    }
}
