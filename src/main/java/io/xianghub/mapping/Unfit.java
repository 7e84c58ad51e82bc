package io.xianghub.mapping;

import io.xianghub.shared.Text;

/** A value that is not what its field says. */
final class Unfit extends Exception {

    private final Text text;

    Unfit(Text text) {
        super(text.en());
        this.text = text;
    }

    Text text() {
        return text;
    }
}
