package io.xianghub.bundle.route;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the expressions of a bundle's routes may read. */
final class ExpressionPolicy {

    // Simple reaches beans, the environment and any method of the body: only these three may be read, by plain names.
    private static final Pattern SIMPLE_VALUE =
            Pattern.compile("\\$\\{(body(\\[[A-Za-z0-9_]+])?|(header|exchangeProperty)\\.[A-Za-z][A-Za-z0-9_-]*)}");

    /** Each may be as large as the whole input. */
    private static final int MOST_REFERENCES = 32;

    /** Camel tries a regular expression with backtracking, and loads the class that {@code is} names. */
    private static final Pattern OPERATOR = Pattern.compile("(^|[\\s!}])(regex|is)(\\s|$)");

    private final Findings findings;
    private final RouteAmounts amounts;

    ExpressionPolicy(Findings findings, RouteAmounts amounts) {
        this.findings = findings;
        this.amounts = amounts;
    }

    /**
     * Checks the expression of one step.
     *
     * @return the address that an {@code enrich} names, which is an endpoint like any other
     */
    Optional<YamlNode> check(String step, Position at, YamlNode.Mapping holder) {
        YamlNode.Mapping expression = holder;
        if (holder.get("expression").orElse(null) instanceof YamlNode.Mapping nested) {
            languages(nested);
            expression = nested;
        }
        Optional<YamlNode> simple = expression.get("simple").map(this::unwrap);
        Optional<YamlNode> constant = expression.get("constant").map(this::unwrap);
        simple.ifPresent(this::simple);
        constant.ifPresent(this::resource);
        if (step.equals("loop")) {
            amounts.loop(at, holder, constant.flatMap(YamlNode::asText).orElse(""));
            return Optional.empty();
        }
        if (step.equals("when") || step.equals("filter")) {
            simple.ifPresent(this::operators);
        }
        if (step.equals("enrich")) {
            if (constant.isEmpty()) {
                refuse(
                        at,
                        "route.enrich",
                        "enrich 需要常量地址",
                        "enrich needs a constant address",
                        "使用 constant",
                        "Use constant");
            }
            return constant;
        }
        if (simple.isEmpty() && constant.isEmpty()) {
            refuse(
                    at,
                    "route.no-expression",
                    step + " 缺少表达式",
                    step + " has no expression",
                    "补上 simple 或 constant",
                    "Add simple or constant");
        }
        return Optional.empty();
    }

    /** {@code handled} is true or false, never something to work out. */
    void handled(YamlNode node) {
        YamlNode value = node;
        if (node instanceof YamlNode.Mapping mapping) {
            languages(mapping);
            value = mapping.get("constant").map(this::unwrap).orElse(node);
        }
        if (!value.asText().orElse("").matches("true|false")) {
            refuse(
                    node.at(),
                    "route.handled",
                    "handled 应为常量 true 或 false",
                    "handled is a constant, true or false",
                    "写成 handled: { constant: \"true\" }",
                    "Write handled: { constant: \"true\" }");
        }
    }

    /** Camel reads an expression that begins so from a file or an address. */
    private void resource(YamlNode node) {
        if (node.asText().orElse("").strip().startsWith("resource:")) {
            refuse(
                    node.at(),
                    "route.resource",
                    "表达式不能从 resource: 读取",
                    "An expression may not be read from resource:",
                    "直接写出内容",
                    "Write the text itself");
        }
    }

    private void operators(YamlNode node) {
        String text = node.asText().orElse("").replaceAll("'[^']*'|\"[^\"]*\"", "''");
        if (OPERATOR.matcher(text).find()) {
            refuse(
                    node.at(),
                    "route.operator",
                    "条件不允许使用 regex 或 is",
                    "A condition may not use regex or is",
                    "使用 ==、contains、startsWith 等，或在映射中用 pattern 检查",
                    "Use ==, contains, startsWith and the like, or check with pattern in a mapping");
        }
    }

    private void languages(YamlNode.Mapping nested) {
        nested.entries().forEach((language, entry) -> {
            if (!RouteGrammar.LANGUAGES.contains(language)) {
                refuse(
                        entry.keyAt(),
                        "route.language",
                        "不允许的表达式语言 " + language,
                        "The expression language " + language + " is not allowed",
                        "使用 simple 或 constant",
                        "Use simple or constant");
            }
        });
    }

    /** {@code simple: x} and {@code simple: {expression: x}} are the same; the long form may say nothing else. */
    private YamlNode unwrap(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return node;
        }
        mapping.entries().forEach((key, entry) -> {
            if (!key.equals("expression")) {
                refuse(
                        entry.keyAt(),
                        "route.option",
                        "表达式不允许选项 " + key,
                        "An expression may not have the option " + key,
                        "只写 expression",
                        "Write expression alone");
            }
        });
        return mapping.get("expression").orElse(node);
    }

    private void simple(YamlNode node) {
        String text = node.asText().orElse("$");
        resource(node);
        if (text.split("\\$\\{", -1).length - 1 > MOST_REFERENCES) {
            refuse(
                    node.at(),
                    "route.expression-size",
                    "一个表达式最多引用 " + MOST_REFERENCES + " 个值",
                    "An expression may refer to " + MOST_REFERENCES + " values at most",
                    "在映射中组合这些值",
                    "Put the values together in a mapping");
        }
        String rest = SIMPLE_VALUE.matcher(text).replaceAll("");
        if (rest.contains("$") || rest.contains("{{")) {
            refuse(
                    node.at(),
                    "route.simple",
                    "simple 只能读取 body、header 和 exchangeProperty：" + text,
                    "simple may read body, header and exchangeProperty only: " + text,
                    "使用 ${body}、${body[名称]}、${header.名称}、${exchangeProperty.名称}",
                    "Use ${body}, ${body[name]}, ${header.name}, ${exchangeProperty.name}");
        }
    }

    private void refuse(Position at, String code, String zh, String en, String remedyZh, String remedyEn) {
        findings.error(at, code, new Text(zh, en), new Text(remedyZh, remedyEn));
    }
}
