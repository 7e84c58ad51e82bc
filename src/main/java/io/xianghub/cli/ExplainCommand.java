package io.xianghub.cli;

import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.ProblemType;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub explain}: what became of an exchange, whose fault it is, in which step, and what to do next. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {"说明一条流水：结果、责任方、步骤、处理办法", "Explains an exchange: outcome, fault side, step, remedy"})
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Parameters(paramLabel = "<exchange>", description = "应答的 X-Exchange-Id / an answer's X-Exchange-Id")
    private String exchange = "";

    @Option(
            names = "--save",
            paramLabel = "<file>",
            description = {
                "把无法读取的部门应答原样存入文件；读取会留痕",
                "save the department's answer that could not be read, byte for byte; that you read it is recorded"
            })
    private @Nullable Path save;

    static boolean isExchange(String text) {
        try {
            return text.equals(new ExchangeId(text).value());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    static Server.Answer row(Server server, Reading reading, String exchange) {
        return Server.expect(server.get("/api/v1/exchanges/" + exchange, reading, "engineer"), reading);
    }

    @Override
    public Integer call() {
        Server.Answer row = row(server, reading, exchange);
        if (save != null) {
            new Originals(reading, server, exchange).save(save);
            return Exit.OK;
        }
        List<String> lines = sentences(row.map());
        if (ProblemType.DEPARTMENT_UNREADABLE.slug().equals(text(row.map(), "problem"))) {
            lines.addAll(new Originals(reading, server, exchange).lines());
        }
        reading.data(row.body(), reading.json() ? "" : String.join("\n", lines));
        return Exit.OK;
    }

    private List<String> sentences(Map<?, ?> row) {
        List<String> lines = new ArrayList<>();
        lines.add(reading.say(Text.of(
                "流水 %s：%s %s/%s，版本 %s，调用方 %s，%s 收到，用时 %s 毫秒",
                "Exchange %s: %s %s/%s, version %s, by %s, received %s, took %s ms",
                exchange,
                reading.word(lower(row.get("kind"))),
                shown(row.get("bundle")),
                shown(row.get("service")),
                row.get("version") == null ? "-" : row.get("version") + " (" + row.get("digest") + ")",
                shown(row.get("actor")),
                Reading.time(row.get("receivedAt")),
                took(row))));
        String problem = text(row, "problem");
        if (problem == null) {
            lines.add(reading.say(
                    Text.of("结果：%s，没有问题", "Outcome: %s, nothing went wrong", reading.word(lower(row.get("outcome"))))));
            return lines;
        }
        lines.add(reading.say(Text.of(
                "结果：%s，问题 %s：%s",
                "Outcome: %s, problem %s: %s",
                reading.word(lower(row.get("outcome"))),
                problem,
                ProblemType.of(problem)
                        .map(type -> type.title(reading.locale()))
                        .orElse("-"))));
        lines.add(reading.say(side(lower(row.get("faultSide")))));
        String step = text(row, "step");
        if (step != null) {
            lines.add(reading.say(Text.of("步骤：%s", "Step: %s", step)));
        }
        String note = text(row, "note");
        if (note != null) {
            lines.add(reading.say(Text.of("附注：%s", "Note: %s", note)));
        }
        lines.add(reading.say(Text.of(
                "处理：%s",
                "Remedy: %s",
                ProblemType.of(problem)
                        .map(type -> type.remedy(reading.locale()))
                        .orElse("-"))));
        lines.add(reading.say(Text.of("下一步：", "Next: ")) + reading.say(next(row, step, note)));
        return lines;
    }

    private static Text side(String faultSide) {
        return switch (faultSide) {
            case "caller" ->
                Text.of(
                        "责任方：调用方（caller）——请求本身不被接受，枢纽与部门系统正常",
                        "Fault side: the caller — what it sent was not acceptable; hub and department are well");
            case "department" ->
                Text.of(
                        "责任方：部门（department）——部门系统拒绝、超时或应答不可用，枢纽已按约转达",
                        "Fault side: the department — its system refused, was late or answered what cannot be used");
            default ->
                Text.of(
                        "责任方：枢纽（hub）——路由、配置或枢纽自身出错，调用方与部门没有错",
                        "Fault side: the hub — a route, a setting or the hub itself; caller and department did nothing"
                                + " wrong");
        };
    }

    /** Where to look first: the mapping whose fields were wrong, the connection, or the trace. */
    private Text next(Map<?, ?> row, @Nullable String step, @Nullable String note) {
        String bundle = shown(row.get("bundle"));
        String name = step == null ? "" : step.substring(step.indexOf(' ') + 1).replaceAll(" \\[.*", "");
        if (name.startsWith("mapping:") && note != null && note.contains("fields: ")) {
            String file = "mappings/" + bundle + "/" + name.substring("mapping:".length());
            String fields = note.substring(note.indexOf("fields: ") + "fields: ".length())
                    .replaceFirst(";.*", "");
            if (fields.equals("script")) {
                return Text.of(
                        "查看脚本 %s（.jslt 或 .xsl）；把这个输入脱敏后存为样例，再 bin/hub test %s",
                        "Look at the script %s (.jslt or .xsl); keep such an input, made anonymous, as a sample:"
                                + " bin/hub test %s",
                        file,
                        bundle);
            }
            return Text.of(
                    "对照 %s.map.yaml 中的字段 %s；把这个输入脱敏后存为样例，再 bin/hub test %s",
                    "Look at the fields %2$s in %1$s.map.yaml; keep such an input, made anonymous, as a sample:"
                            + " bin/hub test %3$s",
                    file,
                    fields,
                    bundle);
        }
        if (name.startsWith("legacy:")) {
            String connection = name.substring("legacy:".length()).replaceAll("/.*", "");
            return Text.of(
                    "查看连接 %2$s 的熔断器与绑定：bin/hub status；GET /api/v1/connections/%1$s/%2$s",
                    "Look at breaker and binding of the connection %2$s: bin/hub status; GET"
                            + " /api/v1/connections/%1$s/%2$s",
                    bundle,
                    connection);
        }
        if (row.get("version") == null) {
            return Text.of("没有到达任何路由；核对地址、令牌和服务名", "No route was reached; check address, token and service name");
        }
        if (step == null) {
            return Text.of(
                    "没有进入路由就被拒绝，没有步骤可看；按上面的处理办法", "It was refused before any step of a route; go by the remedy above");
        }
        return Text.of("查看它走过的步骤：bin/hub trace %s", "See the steps it took: bin/hub trace %s", exchange);
    }

    private static String took(Map<?, ?> row) {
        try {
            Instant from = Instant.parse(String.valueOf(row.get("receivedAt")));
            return String.valueOf(Duration.between(from, Instant.parse(String.valueOf(row.get("finishedAt"))))
                    .toMillis());
        } catch (DateTimeException none) {
            return "-";
        }
    }

    private static String lower(@Nullable Object word) {
        return word == null ? "-" : String.valueOf(word).toLowerCase(Locale.ROOT);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : String.valueOf(value);
    }

    private static @Nullable String text(Map<?, ?> row, String key) {
        Object value = row.get(key);
        return value == null ? null : String.valueOf(value);
    }
}
