package io.xianghub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.xianghub.shared.Text;
import io.xianghub.shared.Weight;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Position;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mapping in JSLT: the trees that the route has set aside are its variables. */
final class JsltScript implements Script {

    private final Expression expression;
    private final JsltFunctions functions;
    private final Target target;

    private JsltScript(Expression expression, JsltFunctions functions, Target target) {
        this.expression = expression;
        this.functions = functions;
        this.target = target;
    }

    static Optional<Script> read(
            ScriptHead head, String text, Map<String, Dictionary> dictionaries, Findings findings) {
        String file = head.file();
        Text remedy = Text.of("更正脚本", "Correct the script");
        if (text.contains(JsltSteps.FUNCTION)) {
            findings.error(
                    Position.whole(file),
                    "mapping.script",
                    Text.of("名称 %s 由本系统保留", "The name %s is the hub's own", JsltSteps.FUNCTION),
                    remedy);
            return Optional.empty();
        }
        JsltFunctions functions = new JsltFunctions(dictionaries);
        try {
            compiled(file, text, functions); // as it stands, since its own lines and columns are to be named
            return Optional.of(new JsltScript(compiled(file, JsltSteps.in(text), functions), functions, head.target()));
        } catch (JsltException wrong) {
            boolean placed = wrong.getLine() > 0;
            findings.error(
                    placed ? new Position(file, wrong.getLine(), Math.max(1, wrong.getColumn())) : Position.whole(file),
                    "mapping.script",
                    Text.of("JSLT：%s", "JSLT: %s", firstLine(wrong.getMessageWithoutLocation())),
                    remedy);
        } catch (com.google.re2j.PatternSyntaxException wrong) {
            findings.error(
                    Position.whole(file),
                    "mapping.pattern",
                    Text.of("正则表达式不正确：%s", "Wrong pattern: %s", String.valueOf(wrong.getDescription())),
                    remedy);
        } catch (RuntimeException wrong) {
            findings.error(
                    Position.whole(file),
                    "mapping.script",
                    Text.of("JSLT：%s", "JSLT: %s", firstLine(wrong.getMessage())),
                    remedy);
        } catch (StackOverflowError deep) {
            findings.error(
                    Position.whole(file), "mapping.script", Text.of("脚本嵌套过深", "The script nests too deep"), remedy);
        }
        return Optional.empty();
    }

    private static Expression compiled(String file, String text, JsltFunctions functions) {
        return new Parser(new StringReader(text))
                .withSource(file)
                .withFunctions(functions.all())
                .withResourceResolver(other -> {
                    throw new JsltException("A script cannot import others: " + other);
                })
                .compile();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    @Override
    public @Nullable Object written(
            @Nullable Object tree, Map<String, ? extends @Nullable Object> scope, Steps steps, List<Violation> wrong)
            throws Unfit, Malformed {
        JsonNode made;
        try {
            Map<String, JsonNode> variables = new HashMap<>();
            scope.forEach((name, value) -> {
                steps.made(Weight.of(value, Integer.MAX_VALUE));
                variables.put(name, JsonNodes.of(value));
            });
            JsonNode input = JsonNodes.of(tree);
            made = functions.run(steps, () -> expression.apply(variables, input));
        } catch (Problem ended) {
            throw ended;
        } catch (Steps.OutOfRoom full) {
            throw new Unfit(Steps.OutOfRoom.TEXT);
        } catch (JsltException failed) {
            // its message may hold a value
            throw new Unfit(
                    failed.getLine() > 0
                            ? Text.of("脚本在第 %d 行失败", "The script failed at line %d", failed.getLine())
                            : Text.of("脚本失败", "The script failed"));
        } catch (RuntimeException failed) {
            throw new Unfit(Text.of("脚本失败", "The script failed"));
        }
        return target.write(JsonNodes.tree(made, steps), wrong);
    }
}
