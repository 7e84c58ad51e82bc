package io.xianghub.bundle.lineage;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import java.util.Locale;

/** What comes of it when a field is dropped; the worst first. */
public enum Effect {
    /** The input is refused: nothing comes of it. */
    FAILS("整个输入被拒绝", "the whole input is refused"),
    /** The field is not there any more, or not what it was. */
    LOST("字段消失或不再正确", "the field is gone, or no longer right"),
    /** Something else stands in the field. */
    DEFAULTED("字段变为缺省值", "the field falls back to its default"),
    /** Some inputs may be refused. */
    MAY_FAIL("部分输入可能被拒绝", "some inputs may be refused"),
    /** The field may be otherwise. */
    PERHAPS("字段可能受影响", "the field may be otherwise");

    private final String zh;
    private final String en;

    Effect(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    static Effect ofField(Bond bond) {
        return switch (bond) {
            case CERTAIN -> LOST;
            case DEFAULTED -> DEFAULTED;
            case PERHAPS -> PERHAPS;
        };
    }

    /** Whether somebody is hit for certain. */
    public boolean certain() {
        return this == FAILS || this == LOST || this == DEFAULTED;
    }

    public Text label() {
        return new Text(zh, en);
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
