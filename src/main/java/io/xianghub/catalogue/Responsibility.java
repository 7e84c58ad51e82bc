package io.xianghub.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The four responsible people of a department: 分管, 运营, 运维, 安全. */
public enum Responsibility {
    LEAD,
    OPERATIONS,
    MAINTENANCE,
    SECURITY;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
