package io.xianghub.shared.wire;

import io.xianghub.shared.Text;

/** Bytes that are not what they were declared to be; says where. */
public final class Malformed extends Exception {

    private final Reason reason;
    private final Text text;

    public enum Reason {
        SYNTAX,
        CHARSET,
        TOO_LARGE
    }

    public Malformed(Reason reason, Text text) {
        super(text.en());
        this.reason = reason;
        this.text = text;
    }

    public Reason reason() {
        return reason;
    }

    public Text text() {
        return text;
    }
}
