package io.xianghub.bundle.camel.endpoint;

import io.xianghub.legacy.Moment;
import io.xianghub.legacy.Wire;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears what the department answered over another wire: what cannot be read of it can be shown to the department. */
final class Overheard implements Wire {

    private final Wire wire;
    private @Nullable Call last;

    /** One answer in bytes, and to what. */
    record Call(Sent sent, Heard.Bytes answer) {}

    Overheard(Wire wire) {
        this.wire = wire;
    }

    Optional<Call> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void note(Sent sent, Heard heard) {
        last = heard instanceof Heard.Bytes bytes ? new Call(sent, bytes) : null;
        wire.note(sent, heard);
    }

    @Override
    public boolean isPlayed() {
        return wire.isPlayed();
    }

    @Override
    public Heard replay(Sent sent) {
        return wire.replay(sent);
    }

    @Override
    public Optional<Moment> moment(String connection, String operation) {
        return wire.moment(connection, operation);
    }

    @Override
    public boolean seesBinding() {
        return wire.seesBinding();
    }
}
