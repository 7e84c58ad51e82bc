package io.xianghub.shared;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody may do on the hub; what each role means stands in docs/reference/roles.md. */
public enum Role {
    ENGINEER,
    DEPARTMENT,
    OPERATOR,
    ADMINISTRATOR,
    AUDITOR,
    CLIENT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
