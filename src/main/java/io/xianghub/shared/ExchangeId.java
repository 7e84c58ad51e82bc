package io.xianghub.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one row of the exchange log; every answer of the hub carries it. */
public record ExchangeId(@JsonValue String value) {

    @JsonCreator
    public ExchangeId {
        if (!value.matches("[0-9A-HJKMNP-TV-Z]{26}")) {
            throw new IllegalArgumentException("Not an exchange id: " + value);
        }
    }

    public static ExchangeId next() {
        return new ExchangeId(Ids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
