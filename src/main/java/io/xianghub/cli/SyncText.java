package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report of a sync's run as a person reads it: what was read, whether it balances, and what is held back and why. */
final class SyncText {

    private static final int MOST_ROWS = 20;

    private final Reading reading;

    SyncText(Reading reading) {
        this.reading = reading;
    }

    List<String> lines(Map<?, ?> run) {
        List<String> lines = new ArrayList<>();
        String state = reading.word(String.valueOf(run.get("state")).toLowerCase(Locale.ROOT));
        lines.add(reading.say(Text.of(
                "同步 %s/%s %s：批次 %s，由 %s 启动，%s 至 %s",
                "Sync %s/%s %s: run %s, started by %s, %s to %s",
                String.valueOf(run.get("bundle")),
                String.valueOf(run.get("sync")),
                state,
                String.valueOf(run.get("id")),
                String.valueOf(run.get("startedBy")),
                Reading.time(run.get("startedAt")),
                Reading.time(run.get("finishedAt")))));
        if (run.get("problem") instanceof Map<?, ?> problem) {
            lines.add("  " + problem.get("title")
                    + (problem.get("detail") == null ? "" : reading.say(new Text("：", ": ")) + problem.get("detail"))
                    + " → " + problem.get("remedy"));
        }
        if (run.get("report") instanceof Map<?, ?> report) {
            maps(report, "streams").forEach(stream -> stream(stream, lines));
            held(report, lines);
            maps(report, "breaks")
                    .forEach(one -> lines.add("  ✗ "
                            + reading.say(Text.of(
                                    "%s 不平衡：%s；来源 %s 笔 %s，核算 %s 笔 %s",
                                    "%s does not balance: %s; source %s rows %s, reckoned %s rows %s",
                                    String.valueOf(one.get("stream")),
                                    reading.say(Reading.text(one.get("what"))),
                                    String.valueOf(one.get("sourceRows")),
                                    yuan(one.get("sourceFen")),
                                    String.valueOf(one.get("rows")),
                                    yuan(one.get("fen"))))));
        }
        quarantined(maps(run, "quarantined"), lines);
        return lines;
    }

    private void stream(Map<?, ?> stream, List<String> lines) {
        lines.add("  "
                + reading.say(Text.of(
                        "%s：读 %s 行；新增 %s，变更 %s，未变 %s，删除 %s，隔离 %s，与企业无关 %s",
                        "%s: read %s; new %s, changed %s, unchanged %s, deleted %s, set aside %s, of no enterprise %s",
                        String.valueOf(stream.get("stream")),
                        number(stream, "read"),
                        number(stream, "new"),
                        number(stream, "changed"),
                        number(stream, "unchanged"),
                        number(stream, "deleted"),
                        number(stream, "quarantined"),
                        number(stream, "notEnterpriseRelated"))));
        if (stream.get("controlTotalsFen") instanceof Map<?, ?> totals) {
            lines.add("    "
                    + reading.say(Text.of(
                            "来源 %s 元 = 有效 %s + 与企业无关 %s + 删除 %s + 隔离 %s",
                            "source %s yuan = live %s + of no enterprise %s + deleted %s + set aside %s",
                            yuan(totals.get("source")),
                            yuan(totals.get("live")),
                            yuan(totals.get("notEnterpriseRelated")),
                            yuan(totals.get("deleted")),
                            yuan(totals.get("quarantined")))));
        }
    }

    private void held(Map<?, ?> report, List<String> lines) {
        maps(report, "held")
                .forEach(one -> lines.add("  ! "
                        + reading.say(Text.of(
                                "暂不公布：%1$s（%2$s），%3$s 笔 %4$s 元",
                                "held back: %1$s (%2$s), %5$s, %4$s yuan",
                                reading.say(Reading.text(one.get("label"))),
                                String.valueOf(one.get("reason")),
                                number(one, "rows"),
                                yuan(one.get("fen")),
                                Text.count(one.get("rows") instanceof Long rows ? rows : 0, "payment", "payments")))));
        List<Map<?, ?>> withdrawn = maps(report, "withdrawnRows");
        withdrawn.stream()
                .limit(MOST_ROWS)
                .forEach(one -> lines.add("  ! "
                        + reading.say(Text.of(
                                "撤回 %s：%s",
                                "withdrawn %s: %s",
                                String.valueOf(one.get("key")),
                                String.valueOf(one.get("reason"))))));
        more(withdrawn.size(), lines);
    }

    private void quarantined(List<Map<?, ?>> rows, List<String> lines) {
        rows.stream()
                .limit(MOST_ROWS)
                .forEach(row -> lines.add("  ! "
                        + reading.say(Text.of(
                                "已隔离 %s %s：%s",
                                "set aside %s %s: %s",
                                String.valueOf(row.get("stream")),
                                String.valueOf(row.get("key")),
                                reading.say(Reading.text(row.get("detail")))))));
        more(rows.size(), lines);
    }

    private void more(int all, List<String> lines) {
        if (all > MOST_ROWS) {
            lines.add("    " + reading.say(Text.of("另有 %d 行，见 --json", "and %d more, see --json", all - MOST_ROWS)));
        }
    }

    private static List<Map<?, ?>> maps(Map<?, ?> tree, String key) {
        return PlanCommand.maps(Server.list(tree, key));
    }

    private static String number(Map<?, ?> tree, String key) {
        return tree.get(key) instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : "0";
    }

    /** Fen as yuan with two digits, as the treasury's papers write it. */
    private static String yuan(@Nullable Object fen) {
        return fen instanceof Long number ? String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(number, 2)) : "-";
    }
}
