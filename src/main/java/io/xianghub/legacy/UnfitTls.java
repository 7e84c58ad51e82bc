package io.xianghub.legacy;

import io.xianghub.shared.Text;

/** What a binding says of TLS cannot be used. */
final class UnfitTls extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Text text;

    UnfitTls(String zh, String en, Object... arguments) {
        super(Text.of(zh, en, arguments).en());
        text = Text.of(zh, en, arguments);
    }

    Text text() {
        return text;
    }
}
