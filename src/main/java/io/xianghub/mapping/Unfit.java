package io.xianghub.mapping;

import io.xianghub.shared.Text;

/** A value that is not what its field says. */
final class Unfit extends Exception {

    private final Text text;

    Unfit(Text text) {
        super(text.en());
        this.text = text;
    }

    static Unfit missing() {
        return new Unfit(Text.of("缺少必填值", "A required value is missing"));
    }

    Text text() {
        return text;
    }
}
