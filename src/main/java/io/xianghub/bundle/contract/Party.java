package io.xianghub.bundle.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import java.util.Locale;

/** Whom a change concerns. */
public enum Party {
    /** Who calls an operation. */
    CALLER("调用方", "callers"),
    /** Who reads an operation's answer. */
    READER("读取应答的一方", "readers of the answer"),
    /** The department's systems that send to a façade or submit messages. */
    SENDER("发送数据的部门系统", "the department's systems that send"),
    /** The people who get messages. */
    RECIPIENT("消息接收人", "recipients"),
    /** Who starts batch syncs. */
    OPERATOR("批次运行人员", "those who run the sync");

    private final String zh;
    private final String en;

    Party(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public Text label() {
        return new Text(zh, en);
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
