package io.xianghub.bundle.contract;

import com.networknt.schema.Error;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A schema's complaint in the hub's two languages: the rule and the place, never the value. */
record Wrongs(IdentityNumberFormat identityNumbers) {

    private static final int LONGEST_PATH = 200;

    Breach of(Error error, String root) {
        String path = root + error.getInstanceLocation().toString().substring(1);
        String keyword = String.valueOf((@Nullable String) error.getKeyword());
        boolean aboutProperty = error.getProperty() != null
                && (keyword.equals("required")
                        || keyword.equals("additionalProperties")
                        || keyword.equals("unevaluatedProperties"));
        if (aboutProperty && !path.endsWith("." + error.getProperty())) {
            path += "." + error.getProperty();
        }
        Violation violation = new Violation(
                path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path, message(keyword, error));
        return new Breach(violation, keyword.equals("format") && shown(error).equals(IdentityNumberFormat.NAME));
    }

    private Text message(String keyword, Error error) {
        String limit = shown(error);
        return switch (keyword) {
            case "required" -> Text.of("缺少必填字段", "This field is required");
            case "additionalProperties", "unevaluatedProperties" ->
                Text.of("契约中没有这个字段", "The contract has no such field");
            case "type" -> Text.of("类型应为 %s", "The type should be %s", limit);
            case "enum", "const" -> Text.of("应为 %s", "It should be %s", limit);
            case "pattern" -> Text.of("格式应符合 %s", "It should match %s", limit);
            case "minLength" -> Text.of("长度至少 %s", "It should have at least %s characters", limit);
            case "maxLength" -> Text.of("长度最多 %s", "It should have at most %s characters", limit);
            case "minimum" -> Text.of("不能小于 %s", "It should not be below %s", limit);
            case "maximum" -> Text.of("不能大于 %s", "It should not be above %s", limit);
            case "exclusiveMinimum" -> Text.of("应大于 %s", "It should be above %s", limit);
            case "exclusiveMaximum" -> Text.of("应小于 %s", "It should be below %s", limit);
            case "multipleOf" -> Text.of("应为 %s 的倍数", "It should be a multiple of %s", limit);
            case "minItems" -> Text.of("至少 %s 项", "At least %s items", limit);
            case "maxItems" -> Text.of("最多 %s 项", "At most %s items", limit);
            case "uniqueItems" -> Text.of("各项不能重复", "No item may stand twice");
            case "format" -> format(limit, error);
            default -> Text.of("不符合规则 %s", "It breaks the rule %s", keyword);
        };
    }

    private Text format(String format, Error error) {
        if (!format.equals(IdentityNumberFormat.NAME) || error.getInstanceNode() == null) {
            return Text.of("格式应为 %s", "The format should be %s", format);
        }
        return identityNumbers.flaw(error.getInstanceNode().asString());
    }

    /** What the rule demands, such as {@code 18}. */
    private static String shown(Error error) {
        @Nullable JsonNode rule = error.getSchemaNode();
        if (rule == null) {
            return "";
        }
        String text = rule.isString() ? rule.asString() : rule.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
