package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receipt as a person reads it: what became of the change, phase by phase, and what deserves a look. */
final class ReceiptText {

    private final Reading reading;

    ReceiptText(Reading reading) {
        this.reading = reading;
    }

    /** Prints it, and before it what the check warned of, as findings are printed. */
    void show(Server.Answer receipt) {
        warnings(receipt.map());
        reading.data(receipt.body(), of(receipt.map()));
    }

    void warnings(Map<?, ?> receipt) {
        Server.list(receipt, "warnings").forEach(found -> {
            if (found instanceof Map<?, ?> finding) {
                reading.finding(finding);
            }
        });
    }

    String of(Map<?, ?> receipt) {
        StringBuilder text = new StringBuilder(sentence(receipt));
        part(text, "各阶段", "phases", phases(receipt));
        part(text, "样例", "samples", samples(receipt));
        part(text, "签名", "signed by", word(receipt.get("signer")));
        part(text, "比对", "compared", shadow(receipt));
        part(text, "理由", "reason", word(receipt.get("reason")));
        if (Boolean.FALSE.equals(receipt.get("drained"))) {
            part(text, "注意", "note", reading.say(Text.of("有调用被中断", "some calls were cut off")));
        }
        part(text, "残留", "residue", Server.list(receipt, "residue").isEmpty() ? null : word(receipt.get("residue")));
        part(text, "回执", "receipt", word(receipt.get("id")));
        return text.toString();
    }

    private String sentence(Map<?, ?> receipt) {
        String version = receipt.get("bundle") + " " + receipt.get("version") + " (" + digest(receipt) + ")";
        Object stand = receipt.get("stand");
        String share = stand instanceof Map<?, ?> how ? how.get("share") + "%" : "";
        return reading.say(
                switch (String.valueOf(receipt.get("outcome"))) {
                    case "unchanged" -> Text.of("%s 已在运行，没有变化", "%s is running already; nothing changed", version);
                    case "signed-anew" ->
                        Text.of("%s 内容未变，已换上新的签名", "%s is what it was; its signature was replaced", version);
                    case "rolled-back" ->
                        isFirst(receipt)
                                ? Text.of("已退回 %s", "Rolled back to %s", version)
                                : Text.of(
                                        "已退回 %s，替换 %s", "Rolled back to %s in place of %s", version, previous(receipt));
                    case "canary" ->
                        Text.of(
                                "灰度版本 %s 与 %s 并行，承接 %s 的调用",
                                "Canary %s beside %s answers %s of the calls", version, previous(receipt), share);
                    case "shadow" ->
                        Text.of(
                                "影子版本 %s 与 %s 并行，比对 %s 的调用",
                                "Shadow %s beside %s compares %s of the calls", version, previous(receipt), share);
                    case "promoted" ->
                        Text.of("候选版本 %s 已接替 %s", "The candidate %s took over from %s", version, previous(receipt));
                    case "abandoned" -> Text.of("候选版本 %s 已撤下", "The candidate %s is gone", version);
                    case "uninstalled" -> Text.of("已卸载 %s", "Uninstalled %s", version);
                    case "refused" -> Text.of("%s 被拒绝：%s", "%s was refused: %s", version, refusal(receipt));
                    default ->
                        isFirst(receipt)
                                ? Text.of("已部署 %s", "Deployed %s", version)
                                : Text.of("已部署 %s，替换 %s", "Deployed %s in place of %s", version, previous(receipt));
                });
    }

    private static String digest(Map<?, ?> version) {
        String digest = String.valueOf(version.get("digest"));
        return digest.length() > 8 ? digest.substring(0, 8) : digest;
    }

    private static boolean isFirst(Map<?, ?> receipt) {
        return !(receipt.get("previous") instanceof Map<?, ?>);
    }

    private static String previous(Map<?, ?> receipt) {
        return receipt.get("previous") instanceof Map<?, ?> old ? old.get("version") + " (" + digest(old) + ")" : "-";
    }

    private static String refusal(Map<?, ?> receipt) {
        return receipt.get("refusal") instanceof Map<?, ?> refusal ? String.valueOf(refusal.get("code")) : "";
    }

    private @Nullable String phases(Map<?, ?> receipt) {
        StringBuilder phases = new StringBuilder();
        for (Object phase : Server.list(receipt, "phases")) {
            if (phase instanceof Map<?, ?> step) {
                phases.append(phases.isEmpty() ? "" : ", ")
                        .append(reading.word(step.get("name")))
                        .append(' ')
                        .append(step.get("millis"))
                        .append(" ms");
            }
        }
        return phases.isEmpty() ? null : phases.toString();
    }

    private static @Nullable String samples(Map<?, ?> receipt) {
        return receipt.get("samples") instanceof Map<?, ?> samples
                ? samples.get("passed") + "/" + samples.get("total")
                : null;
    }

    private @Nullable String shadow(Map<?, ?> receipt) {
        return receipt.get("shadow") instanceof Map<?, ?> shadow && shadow.get("found") instanceof Map<?, ?> found
                ? reading.say(ShadowText.of(shadow.get("version") + " (" + digest(shadow) + ")", found))
                        .replace("\n", "\n  ")
                : null;
    }

    private static @Nullable String word(@Nullable Object value) {
        return value == null ? null : String.valueOf(value);
    }

    private void part(StringBuilder text, String zh, String en, @Nullable String value) {
        if (value != null) {
            text.append("\n  ")
                    .append(reading.say(new Text(zh + "：", en + ": ")))
                    .append(value);
        }
    }
}
