package io.xianghub.bundle.contract;

import io.xianghub.shared.Text;

/** Puts a change into words. */
final class Sentence {

    private static final int LONGEST = 80;

    private Sentence() {}

    /** @param before what it was, {@code after} what it is; empty where the kind needs neither */
    static Text of(String place, Aspect aspect, Kind kind, Text before, Text after) {
        Text label = aspect.label();
        String zh = place + "：";
        String en = place + ": ";
        return switch (kind) {
            case ADDED ->
                new Text(zh + "新增" + label.zh() + in(after.zh()), en + label.en() + in(after.en()) + " is new");
            case REMOVED ->
                new Text(zh + label.zh() + in(before.zh()) + "被移除", en + label.en() + in(before.en()) + " was removed");
            case RENAMED -> changed(zh, en, label, before, after, "改名", " was renamed");
            case REQUIRED -> new Text(zh + "改为必填", en + "is now required");
            case OPTIONAL -> new Text(zh + "改为可缺省", en + "may now be absent");
            case NARROWED -> changed(zh, en, label, before, after, "收窄", " is narrower");
            case WIDENED -> changed(zh, en, label, before, after, "放宽", " is wider");
            case CHANGED -> changed(zh, en, label, before, after, "已改变", " is another");
            case UNDECIDED ->
                changed(
                        zh,
                        en,
                        label,
                        before,
                        after,
                        "已改变，无法判定是否兼容",
                        " is another, and nobody can tell whether that is compatible");
        };
    }

    /** Adds what follows for those whom it concerns. */
    static Text with(Text change, Impact impact, Party party) {
        return switch (impact) {
            case NONE -> change;
            case POSSIBLE ->
                new Text(
                        change.zh() + "；" + party.label().zh() + "可能受影响",
                        change.en() + "; " + party.label().en() + " may be affected");
            case BREAKING ->
                new Text(
                        change.zh() + "；" + party.label().zh() + "必须修改",
                        change.en() + "; " + party.label().en() + " must adapt");
        };
    }

    private static Text changed(
            String zh, String en, Text label, Text before, Text after, String zhVerb, String enVerb) {
        return new Text(
                zh + label.zh() + zhVerb + "（原为 " + cut(before.zh()) + "，现为 " + cut(after.zh()) + "）",
                en + label.en() + enVerb + " (was " + cut(before.en()) + ", is " + cut(after.en()) + ")");
    }

    private static String in(String words) {
        return words.isEmpty() ? "" : " (" + cut(words) + ")";
    }

    private static String cut(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }
}
