package io.xianghub.bundle.border;

import io.xianghub.legacy.Moment;
import io.xianghub.legacy.Wire;
import io.xianghub.mapping.Witness;
import io.xianghub.shared.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets nothing cross: a script answers, and what was tried goes onto a tape. */
record PlayedBorder(Script script, Tape tried, Touches touches) implements Border, Wire {

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
        Heard heard = script.heard(sent);
        touches.called(sent.connection(), sent.operation());
        tried.add(new Crossing.Call(sent, heard));
        return heard;
    }

    @Override
    public Optional<Moment> moment(String connection, String operation) {
        return script.moment(connection, operation);
    }

    @Override
    public boolean seesBinding() {
        return script.isOfThisHub();
    }

    @Override
    public void note(Sent sent, Heard heard) {
        throw new IllegalStateException("Nothing is heard of what is played");
    }

    @Override
    public @Nullable Object effect(String to, @Nullable Object body, Cause cause) {
        Object handed = Tape.copy(body);
        Optional<Script.Outcome> outcome = script.outcome(to, handed);
        Problem problem = outcome.map(Script.Outcome::problem).orElse(null);
        if (problem != null) {
            tried.add(new Crossing.Effect(to, handed, null, problem));
            throw problem;
        }
        Object answer = outcome.isPresent() ? Tape.copy(outcome.get().answer()) : body;
        tried.add(new Crossing.Effect(to, handed, Tape.copy(answer), null));
        return answer;
    }

    @Override
    public Witness witness() {
        return touches;
    }

    @Override
    public void passed(String route) {
        touches.passed(route);
    }
}
