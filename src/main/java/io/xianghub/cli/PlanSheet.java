package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A plan as people read it: what breaks first, then who is hit, then the files. */
final class PlanSheet {

    private static final List<String> IMPACTS = List.of("breaking", "possible", "none");
    private static final Set<String> MAKING_ANSWERS = Set.of("mapping", "dictionary", "route");

    private final Reading reading;
    private final Server.Answer plan;

    PlanSheet(Reading reading, Server.Answer plan) {
        this.reading = reading;
        this.plan = plan;
    }

    void print() {
        if (plan.map().get("version") == null) {
            line(reading.say(Text.of(
                    "%s：文件有错误，无从比较",
                    "%s: the files have errors, so there is nothing to compare", plan.text("bundle"))));
            return;
        }
        head();
        changes();
        users();
        parts();
    }

    private void head() {
        String next = version(plan.map());
        String title = plan.map().get("replaces") instanceof Map<?, ?> old
                ? reading.say(Text.of("%s：%s 替换 %s", "%s: %s in place of %s", plan.text("bundle"), next, version(old)))
                : reading.say(Text.of(
                        "%s：%s，此主版本尚未运行", "%s: %s; nothing of its major version runs", plan.text("bundle"), next));
        List<Map<?, ?>> changes = PlanCommand.maps(plan.list("changes"));
        String count = reading.say(Text.of(
                "契约：破坏 %d，可能 %d，兼容 %d",
                "contract: %d breaking, %d possibly breaking, %d compatible",
                count(changes, "breaking"),
                count(changes, "possible"),
                count(changes, "none")));
        line(title);
        line(count);
    }

    private static String version(Map<?, ?> of) {
        String digest = String.valueOf(of.get("digest"));
        String version = of.get("version") == null ? "?" : String.valueOf(of.get("version"));
        return version + " (" + digest.substring(0, Math.min(8, digest.length())) + ")";
    }

    private static long count(List<Map<?, ?>> changes, String impact) {
        return changes.stream()
                .filter(change -> impact.equals(change.get("impact")))
                .count();
    }

    private void changes() {
        List<List<String>> rows = PlanCommand.maps(plan.list("changes")).stream()
                .sorted(Comparator.comparing(change -> IMPACTS.indexOf(String.valueOf(change.get("impact")))))
                .map(change -> List.of(
                        reading.word(change.get("impact")),
                        place(change),
                        reading.say(Reading.text(change.get("message")))))
                .toList();
        table(Text.of("变化", "Changes"), rows);
        if (plan.map().get("answers") == null) {
            if (rows.isEmpty() && answersMayDiffer()) {
                line(reading.say(Text.of(
                        "契约不变，但映射、字典或路由有变：应答内容可能不同；样例无法用两个版本各跑一遍来比较",
                        "The contract stays, but a mapping, a dictionary or a route differs: answers may too; the"
                                + " samples could not be run with both versions to tell")));
            }
            return;
        }
        answers();
    }

    /** Where the samples come out otherwise, without a value: it may be somebody's. */
    private void answers() {
        List<List<String>> rows = PlanCommand.maps(plan.list("answers")).stream()
                .map(change -> List.of(
                        reading.word(change.get("difference")),
                        String.valueOf(change.get("of")),
                        String.valueOf(change.get("file")),
                        String.valueOf(change.get("path")).isEmpty()
                                ? reading.say(Text.of("（整体）", "(whole)"))
                                : String.valueOf(change.get("path")),
                        samples(change)))
                .toList();
        table(Text.of("结果不同之处（样例用两个版本各跑一遍）", "Results that differ (the samples, run with both versions)"), rows);
    }

    private String samples(Map<?, ?> change) {
        long count = change.get("samples") instanceof Long number ? number : 0;
        return reading.say(Text.of("%1$d 个样例", "%2$s", count, Text.count(count, "sample", "samples")));
    }

    private boolean answersMayDiffer() {
        return plan.map().get("replaces") != null
                && PlanCommand.maps(plan.list("parts")).stream()
                        .anyMatch(part -> MAKING_ANSWERS.contains(String.valueOf(part.get("role"))));
    }

    private static String place(Map<?, ?> change) {
        Object at = change.get("at") == null ? change.get("was") : change.get("at");
        if (!(at instanceof Map<?, ?> position)) {
            return "";
        }
        Object line = position.get("line");
        return Objects.equals(line, 0L)
                ? String.valueOf(position.get("file"))
                : position.get("file") + ":" + line + ":" + position.get("column");
    }

    private void users() {
        UserText users = new UserText(reading);
        List<List<String>> rows = PlanCommand.maps(plan.list("users")).stream()
                .map(user -> List.of(
                        String.valueOf(user.get("client")), users.since(user), users.calls(user), affected(user)))
                .toList();
        table(Text.of("使用方", "Users"), rows);
    }

    private String affected(Map<?, ?> user) {
        List<String> fields = new ArrayList<>();
        if (user.get("affected") instanceof List<?> list) {
            for (Map<?, ?> field : PlanCommand.maps(list)) {
                fields.add(reading.word(field.get("impact")) + " "
                        + (String.valueOf(field.get("input")) + " " + field.get("path")).strip());
            }
        }
        return fields.isEmpty() ? reading.say(Text.of("不受影响", "not affected")) : String.join("; ", fields);
    }

    private void parts() {
        List<List<String>> rows = PlanCommand.maps(plan.list("parts")).stream()
                .map(part -> List.of(
                        reading.word(part.get("difference")),
                        reading.word(part.get("role")),
                        String.valueOf(part.get("name")),
                        String.valueOf(part.get("file"))))
                .toList();
        table(Text.of("文件", "Files"), rows);
    }

    private void table(Text title, List<List<String>> rows) {
        if (rows.isEmpty()) {
            line("");
            line(reading.say(title) + reading.say(Text.of("：无", ": none")));
            return;
        }
        line("");
        line(reading.say(title));
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
            }
            line(text.toString().stripTrailing());
        }
    }

    /** How many cells of a terminal it takes: Chinese characters take two. */
    private static int width(String text) {
        return text.codePoints().map(point -> point >= 0x2E80 ? 2 : 1).sum();
    }

    private void line(String text) {
        reading.out().println(text);
    }
}
