package io.xianghub.cli;

import io.xianghub.scaffold.Order;
import io.xianghub.scaffold.Scaffold;
import io.xianghub.scaffold.Scaffolded;
import io.xianghub.scaffold.Selection;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.Uscc;
import io.xianghub.shared.problem.Findings;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub init}: the first version of a bundle, from what describes a department's system. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {"由接口描述或样例生成路由包", "Scaffolds a bundle from a description or a sample of an interface"})
final class InitCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Parameters(paramLabel = "<bundle>", description = "小写单词，用 - 连接 / lower-case words joined by '-'")
    private String bundle = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "<source>",
            description = {
                "OpenAPI、WSDL、JSON 或 XML 应答样例、建表语句的文件，或 curl 命令",
                "a file: OpenAPI, WSDL, a sample answer in JSON or XML, DDL; or a curl command"
            })
    private String from = "";

    @ArgGroup(validate = false, heading = "%n样例 Samples:%n")
    private final Samples samples = new Samples();

    @ArgGroup(validate = false, heading = "%n取舍 Choice:%n")
    private final Choice choice = new Choice();

    @ArgGroup(validate = false, heading = "%n归属 Owner:%n")
    private final Ownership ownership = new Ownership();

    /** Samples beside the source. */
    static final class Samples {

        @Option(names = "--request", paramLabel = "<file>", description = "请求样例 / a sample of what is sent")
        private @Nullable Path request;

        @Option(
                names = "--answer",
                paramLabel = "<file>",
                description = "curl 的应答样例 / a sample of what curl is answered")
        private @Nullable Path answer;
    }

    /** What is taken over. */
    static final class Choice {

        @Option(
                names = "--only",
                paramLabel = "<pattern>",
                description =
                        "只要这些操作：名称或“方法 路径”，可用 * / only operations whose name or 'METHOD /path' matches; * allowed")
        private List<String> only = new ArrayList<>();

        @Option(names = "--tag", paramLabel = "<tag>", description = "只要这些标签的操作 / only operations with this tag")
        private List<String> tags = new ArrayList<>();

        @Option(
                names = "--apply-suggestions",
                description = "采用可信度 0.80 以上的标准字段建议 / take suggested standard fields of 0.80 and more")
        private boolean apply;

        @Option(names = "--force", description = "替换已有的路由包 / replace a bundle that is there")
        private boolean force;
    }

    /** Whose system it is. */
    static final class Ownership {

        @Option(
                names = "--department",
                paramLabel = "<uscc>",
                description = "部门统一社会信用代码 / the department's unified social credit code")
        private @Nullable String department;

        @Option(names = "--app", paramLabel = "<app>", description = "被替代的应用 / code of the app that is replaced")
        private @Nullable String app;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings();
        Optional<Scaffolded> scaffolded = Scaffold.of(order(), findings, Clock.systemUTC());
        findings.all().forEach(reading::finding);
        if (scaffolded.isEmpty()) {
            reading.note(Text.of("没有写入任何文件", "Nothing was written"));
            return Exit.FINDINGS;
        }
        write(scaffolded.get());
        report(scaffolded.get());
        return Exit.OK;
    }

    private Order order() {
        if (!BundleName.valid(bundle)) {
            throw new Refusal(
                    2,
                    reading.say(Text.of(
                            "%s 不是路由包名称：小写单词，用 - 连接，至多 40 个字符",
                            "%s is not a bundle's name: lower-case words joined by '-', at most 40 characters",
                            bundle)));
        }
        if (ownership.department != null && !Uscc.valid(ownership.department)) {
            throw new Refusal(
                    2,
                    reading.say(Text.of(
                            "%s 不是有效的统一社会信用代码", "%s is not a valid unified social credit code", ownership.department)));
        }
        return new Order(
                new BundleName(bundle),
                new Order.Source(from, samples.request, samples.answer),
                new Selection(choice.only, choice.tags),
                new Order.Owner(ownership.department, ownership.app),
                choice.apply);
    }

    private void write(Scaffolded scaffolded) {
        List<Path> inTheWay = scaffolded.inTheWay(folder.root());
        try {
            scaffolded.write(folder.root(), choice.force);
            EditorSchema.write(folder.root());
        } catch (FileAlreadyExistsException there) {
            throw new Refusal(
                    Exit.CONFLICT,
                    reading.say(Text.of(
                            "已有 %s，没有写入任何文件；要替换请加 --force",
                            "There is %s already; nothing was written. Add --force to replace it", there.getFile())));
        } catch (UncheckedIOException failed) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "无法写入 %s：%s",
                            "Cannot write into %s: %s", folder.root(), String.valueOf(failed.getCause()))));
        }
        inTheWay.forEach(path -> reading.note(Text.of("已替换 %s", "Replaced %s", path)));
    }

    private void report(Scaffolded scaffolded) {
        String name = scaffolded.files().name().value();
        if (ownership.department == null || ownership.app == null) {
            reading.note(Text.of(
                    "bundle.yaml 中的 department 和 app 是占位值，部署前须更正",
                    "department and app in bundle.yaml are placeholders: change them before you deploy"));
        }
        if (scaffolded.suggested() > 0) {
            reading.note(Text.of(
                    "%d 个字段有标准名称建议（已采用 %d 个），见 routes/%s/SUGGESTIONS.md",
                    "Suggested standard names: %d (taken: %d); see routes/%s/SUGGESTIONS.md",
                    scaffolded.suggested(),
                    scaffolded.taken(),
                    name));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("bundle", name);
        data.put("operations", scaffolded.operations());
        data.put("files", List.copyOf(scaffolded.files().files().keySet()));
        data.put("suggested", scaffolded.suggested());
        data.put("taken", scaffolded.taken());
        reading.data(
                data,
                reading.say(Text.of(
                        "生成了路由包 %1$s：%2$d 个操作，%3$d 个文件。接下来：hub validate %1$s、hub test %1$s",
                        "Scaffolded the bundle %1$s: %4$s, %5$s. Next: hub validate %1$s, hub test %1$s",
                        name,
                        scaffolded.operations().size(),
                        scaffolded.files().files().size(),
                        Text.count(scaffolded.operations().size(), "operation", "operations"),
                        Text.count(scaffolded.files().files().size(), "file", "files"))));
    }
}
