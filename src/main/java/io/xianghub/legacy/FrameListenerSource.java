package io.xianghub.legacy;

import java.time.Duration;

/** A source of one version, that listens on the port of its connection. */
record FrameListenerSource(
        FrameConnection connection, FrameDeclaration declaration, FrameDeclaration.Source declared, String name)
        implements FrameSource {

    @Override
    public Duration within() {
        return declared.bounds().within();
    }

    @Override
    public Listening listen(Desk desk) {
        FrameListener listener = new FrameListener(this, desk);
        listener.start();
        return listener;
    }

    FrameCodec codec() {
        FrameCodec codec = declaration.codec();
        return new FrameCodec(
                codec.head(),
                codec.kindAt(),
                Math.min(codec.max(), declared.bounds().maxSize()));
    }

    Faults faults() {
        return connection.faults(name);
    }

    /** The binding as it is now. */
    Binding binding() {
        return connection.binding(Style.FRAME, faults());
    }

    FrameVisit.Replying replying(Desk desk) {
        FrameReplies replies = new FrameReplies(declared, desk, faults());
        return (document, from) -> replies.to(
                document, from, new TemplateValues.Bound(binding(), true), connection.moment(name, Wire.LIVE));
    }
}
