package io.xianghub.bundle.border;

import io.xianghub.legacy.Moment;
import io.xianghub.legacy.Wire;
import io.xianghub.shared.wire.TreeDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a tape. A call gets the recorded answer of the same operation: that of the same request if there is one,
 * else the first that nobody has had; another version may call in another order.
 */
final class TapeScript implements Script {

    private final List<Crossing> left;

    TapeScript(Tape recording) {
        this.left = new ArrayList<>(recording.crossings());
    }

    @Override
    public Wire.Heard heard(Wire.Sent sent) {
        return take(
                        Crossing.Call.class,
                        call -> call.sent().connection().equals(sent.connection())
                                && call.sent().operation().equals(sent.operation()),
                        call -> same(call.sent().tree(), sent.tree()))
                .map(Crossing.Call::heard)
                .orElseGet(() -> Script.notRecorded(sent));
    }

    @Override
    public synchronized Optional<Moment> moment(String connection, String operation) {
        return left.stream()
                .filter(Crossing.Call.class::isInstance)
                .map(Crossing.Call.class::cast)
                .map(Crossing.Call::sent)
                .filter(sent ->
                        sent.connection().equals(connection) && sent.operation().equals(operation))
                .flatMap(sent -> Stream.ofNullable(sent.moment()))
                .findFirst()
                .map(Moment::again);
    }

    @Override
    public boolean isOfThisHub() {
        return true;
    }

    @Override
    public Optional<Outcome> outcome(String to, @Nullable Object body) {
        return take(Crossing.Effect.class, effect -> effect.to().equals(to), effect -> same(effect.body(), body))
                .map(effect -> new Outcome(effect.answer(), effect.problem()));
    }

    /** Takes the first that is exactly it, else the first that may be it. */
    private synchronized <C extends Crossing> Optional<C> take(
            Class<C> kind, Predicate<C> candidate, Predicate<C> exactly) {
        List<C> candidates = left.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(candidate)
                .toList();
        Optional<C> taken = candidates.stream().filter(exactly).findFirst().or(() -> candidates.stream()
                .findFirst());
        taken.ifPresent(found -> left.removeIf(crossing -> crossing == found));
        return taken;
    }

    private static boolean same(@Nullable Object recorded, @Nullable Object now) {
        return TreeDifferences.between(recorded, now).isEmpty();
    }
}
