package io.xianghub.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import java.util.Locale;

/** The four responsible people of a department: 分管, 运营, 运维, 安全. */
public enum Responsibility {
    LEAD("分管", "lead"),
    OPERATIONS("运营", "operations"),
    MAINTENANCE("运维", "maintenance"),
    SECURITY("安全", "security");

    private final String zh;
    private final String en;

    Responsibility(String zh, String en) {
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
