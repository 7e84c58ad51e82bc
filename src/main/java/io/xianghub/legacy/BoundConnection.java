package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the styles have in common: the binding of the moment, the guard, the time that is left. */
abstract class BoundConnection implements Connection {

    private final BundleName bundle;
    private final ConnectionDefinition definition;
    private final Access access;
    private final AtomicBoolean closed = new AtomicBoolean();

    BoundConnection(BundleName bundle, ConnectionDefinition definition, Access access) {
        this.bundle = bundle;
        this.definition = definition;
        this.access = access;
    }

    @Override
    public BundleName bundle() {
        return bundle;
    }

    @Override
    public ConnectionDefinition definition() {
        return definition;
    }

    Access access() {
        return access;
    }

    Line line() {
        return access.line();
    }

    Faults faults(String operation) {
        return new Faults(bundle, definition.name(), operation);
    }

    /** The binding as it is now: a department that changes it need not wait for a deployment. */
    Binding binding(Style style, Faults faults) {
        Optional<Binding> binding = access.bindings().find(bundle, definition.name());
        return binding.filter(known -> known.suits(style)).orElseThrow(() -> unbound(style, faults, binding));
    }

    private static Problem unbound(Style style, Faults faults, Optional<Binding> unsuited) {
        return faults.unbound(
                unsuited.isEmpty()
                        ? Text.of("尚未绑定地址", "It has no address yet")
                        : Text.of("绑定的地址不适用于 %s", "The address it is bound to is not one for %s", style.word()));
    }

    /** The binding as far as there is one, for what a call would send. */
    Optional<Binding> bindingIfAny(Style style) {
        return access.bindings().find(bundle, definition.name()).filter(binding -> binding.suits(style));
    }

    /** What a sample says must be true on every hub: it sees no binding, and properties read as their own names. */
    static TemplateValues.Bound bound(@Nullable Binding binding, Wire wire) {
        return wire.isPlayed()
                ? new TemplateValues.Bound(wire.seesBinding() ? binding : null, false)
                : new TemplateValues.Bound(binding, binding != null);
    }

    /** What is played uses up no number of the live calls' sequence. */
    Moment moment(String operation, Wire wire) {
        Instant now = access.clock().instant();
        return wire.isPlayed()
                ? wire.moment(definition.name(), operation).orElseGet(() -> new Moment(now, () -> 0L))
                : new Moment(now, line()::nextNumber);
    }

    /** Reads what was recorded, or makes one guarded attempt, lets the wire know what came of it, and reads that. */
    <T extends Transport, H extends Wire.Heard, R extends @Nullable Object> R cross(
            Crossing<T, H> crossing, Wire wire, Instant deadline, Function<H, R> reader) {
        if (wire.isPlayed()) {
            return reader.apply(crossing.recorded(wire.replay(crossing.sent())));
        }
        AtomicBoolean heard = new AtomicBoolean();
        try {
            Binding binding = crossing.binding();
            if (binding == null) {
                throw unbound(
                        crossing.style(), crossing.faults(), access.bindings().find(bundle, definition.name()));
            }
            return run(
                    crossing.style(), binding, crossing.faults(), deadline, crossing.builder(), (transport, within) -> {
                        H answer = crossing.attempt().apply(transport, within);
                        heard.set(true);
                        wire.note(crossing.sent(), answer);
                        return reader.apply(answer);
                    });
        } catch (Problem ended) {
            if (!heard.get()) {
                wire.note(crossing.sent(), new Wire.Heard.Ended(ended));
            }
            throw ended;
        }
    }

    /** Makes one guarded attempt that ends at the deadline or at the binding's timeout, whichever comes first. */
    <T extends Transport, R extends @Nullable Object> R run(
            Style style,
            Binding binding,
            Faults faults,
            Instant deadline,
            Function<Binding, T> builder,
            BiFunction<T, Duration, R> attempt) {
        Duration left = Duration.between(access.clock().instant(), deadline);
        if (left.toMillis() <= 0) {
            throw faults.tooLate();
        }
        Duration within = left.compareTo(binding.timeout()) < 0 ? left : binding.timeout();
        return access.line().<T, R>run(style, binding, builder, faults, transport -> attempt.apply(transport, within));
    }

    <D> D declared(Map<String, D> all, String name) {
        D declared = all.get(name);
        if (declared == null) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    Text.of(
                            "连接 %s/%s 没有声明 %s",
                            "The connection %s/%s declares no %s", bundle, definition.name(), name));
        }
        return declared;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            access.leave().run();
        }
    }
}
