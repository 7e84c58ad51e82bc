package io.xianghub.cli;

import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.lineage.Breakage;
import io.xianghub.bundle.lineage.Dropped;
import io.xianghub.bundle.lineage.Lineage;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub map lineage}: where each field comes from, and what breaks when a department drops one. */
@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        description = {
            "每个字段来自哪里；部门去掉一个字段时，哪些服务、消息、字段会坏",
            "Where each field comes from, and which services, messages and fields break when a department drops one",
            "退出码：3 有东西会坏 · 4 没有此连接或输入",
            "Exit code: 3 something breaks · 4 no such connection or input"
        })
final class MapLineageCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Mixin
    private final Server server = new Server();

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Option(
            names = "--drops",
            paramLabel = "<place:path>",
            description =
                    "被去掉的字段，如 core/queryPerson:baseinfo.psn_no / the field that is dropped; without a path everything")
    private @Nullable String drops;

    @Option(
            names = "--subscribers",
            description = "随 --drops：向枢纽询问影响哪些订阅方 / with --drops: asks the hub which subscribers it reaches")
    private boolean subscribers;

    @Override
    public Integer call() {
        if (subscribers && drops == null) {
            throw new Refusal(
                    Exit.USAGE,
                    reading.say(Text.of("--subscribers 须与 --drops 同用", "--subscribers goes with --drops only")));
        }
        Findings findings = new Findings();
        Optional<Lineage> lineage = BundleCheck.lineage(folder.read(bundle, reading), findings, Clock.systemUTC());
        if (lineage.isEmpty()) {
            findings.all().forEach(reading::finding);
            return Exit.FINDINGS;
        }
        LineageText text = new LineageText(reading);
        if (drops == null) {
            reading.data(
                    text.tree(bundle, lineage.get().flows()),
                    text.flows(lineage.get().flows()));
            return Exit.OK;
        }
        return dropped(lineage.get(), Dropped.of(drops), text);
    }

    private int dropped(Lineage lineage, Dropped field, LineageText text) {
        if (!lineage.places().contains(field.place())) {
            throw new Refusal(
                    Exit.NOT_FOUND,
                    reading.say(Text.of(
                            "路由包 %s 没有 %s（已有：%s）",
                            "The bundle %s has no %s (there are: %s)",
                            bundle,
                            field.place(),
                            String.join(" ", lineage.places()))));
        }
        List<Breakage> breakages = lineage.without(field);
        List<Map<?, ?>> users = subscribers ? users(field) : List.of();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("bundle", bundle);
        tree.put("dropped", field.toString());
        tree.put("breakages", breakages.stream().map(text::tree).toList());
        if (subscribers) {
            tree.put("users", users);
        }
        StringBuilder sentence = new StringBuilder(text.breakages(breakages));
        UserText each = new UserText(reading);
        users.stream().filter(user -> !Server.list(user, "affected").isEmpty()).forEach(user -> sentence.append('\n')
                .append(reading.say(each.line(user))));
        reading.data(
                tree,
                breakages.isEmpty()
                        ? reading.say(Text.of(
                                "没有任何东西用到 %s（读到的字段：%s）",
                                "Nothing depends on %s (fields that are read: %s)",
                                field,
                                String.join(" ", lineage.fieldsOf(field.place()))))
                        : sentence.toString());
        return breakages.isEmpty() ? Exit.OK : Exit.FINDINGS;
    }

    private List<Map<?, ?>> users(Dropped field) {
        Server.Answer answer = Server.expect(
                server.get(
                        "/api/v1/bundles/" + bundle + "/lineage?field="
                                + URLEncoder.encode(field.toString(), StandardCharsets.UTF_8),
                        reading,
                        "engineer"),
                reading);
        return PlanCommand.maps(answer.list("users"));
    }
}
