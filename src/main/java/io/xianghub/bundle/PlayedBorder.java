package io.xianghub.bundle;

import io.xianghub.legacy.Wire;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.TreeDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing cross. A call gets the recorded answer of the same operation: that of the same request if there is one,
 * else the first that nobody has had.
 */
final class PlayedBorder implements Border, Wire {

    private final List<Crossing> left;
    private final Tape tried;

    PlayedBorder(Tape recording, Tape tried) {
        this.left = new ArrayList<>(recording.crossings());
        this.tried = tried;
    }

    @Override
    public Wire wire() {
        return this;
    }

    @Override
    public boolean isPlayed() {
        return true;
    }

    @Override
    public Heard replay(Sent sent) {
        Heard heard = take(
                        Crossing.Call.class,
                        call -> call.sent().connection().equals(sent.connection())
                                && call.sent().operation().equals(sent.operation()),
                        call -> same(call.sent().tree(), sent.tree()))
                .map(Crossing.Call::heard)
                .orElseGet(() -> new Heard.Ended(notRecorded(sent)));
        tried.add(new Crossing.Call(sent, heard));
        return heard;
    }

    private static Problem notRecorded(Sent sent) {
        return Problem.of(
                ProblemType.NOT_RECORDED,
                Text.of(
                        "录制中没有（或不再有）对 legacy:%s/%s 的应答（%s）",
                        "The recording has no answer, or none left, to legacy:%s/%s (%s)",
                        sent.connection(),
                        sent.operation(),
                        sent.target()));
    }

    @Override
    public void note(Sent sent, Heard heard) {
        throw new IllegalStateException("Nothing is heard of what is played");
    }

    @Override
    public @Nullable Object effect(String to, @Nullable Object body, Cause cause) {
        Object handed = Tape.copy(body);
        Optional<Crossing.Effect> recorded =
                take(Crossing.Effect.class, effect -> effect.to().equals(to), effect -> same(effect.body(), handed));
        Problem problem = recorded.map(Crossing.Effect::problem).orElse(null);
        if (problem != null) {
            tried.add(new Crossing.Effect(to, handed, null, problem));
            throw problem;
        }
        Object answer = recorded.isPresent() ? Tape.copy(recorded.get().answer()) : body;
        tried.add(new Crossing.Effect(to, handed, Tape.copy(answer), null));
        return answer;
    }

    /** Takes the first that is exactly it, else the first that may be it; none is taken twice. */
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
