package io.xianghub.shared.wire;

import io.xianghub.shared.Text;

/** Bytes that are not what they were declared to be; says where. */
public final class Malformed extends Exception {

    private final Reason reason;
    private final Text text;
    private final int line;
    private final int column;

    public enum Reason {
        SYNTAX,
        CHARSET,
        TOO_LARGE
    }

    public Malformed(Reason reason, Text text) {
        this(reason, text, 0, 0);
    }

    /** @param line from 1; 0 when the place is not known */
    public Malformed(Reason reason, Text text, int line, int column) {
        super(text.en());
        this.reason = reason;
        this.text = text;
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public Reason reason() {
        return reason;
    }

    public Text text() {
        return text;
    }
}
