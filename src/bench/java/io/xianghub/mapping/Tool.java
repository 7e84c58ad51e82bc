package io.xianghub.mapping;

import java.util.function.Supplier;

/** The tools that are set beside each other. */
public enum Tool {
    HUB(HubContender::new),
    JSLT(JsltContender::new),
    JOLT(JoltContender::new),
    JSONATA(JsonataContender::new),
    XSLT(XsltContender::new);

    @SuppressWarnings("ImmutableEnumChecker") // nothing that can change stands behind it
    private final Supplier<Contender> making;

    Tool(Supplier<Contender> making) {
        this.making = making;
    }

    /** The tool with its scripts compiled. */
    Contender ready() {
        return making.get();
    }
}
