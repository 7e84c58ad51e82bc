package io.xianghub.bundle.border;

import io.xianghub.legacy.Wire;
import io.xianghub.shared.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Lets everything cross and notes it. */
record RecordingBorder(Tape tape) implements Border, Wire {

    @Override
    public Wire wire() {
        return this;
    }

    @Override
    public boolean isPlayed() {
        return false;
    }

    @Override
    public Heard replay(Sent sent) {
        throw new IllegalStateException("What is recorded is not played");
    }

    @Override
    public void note(Sent sent, Heard heard) {
        tape.add(new Crossing.Call(sent, heard));
    }

    @Override
    public @Nullable Object effect(String to, @Nullable Object body, Cause cause) throws Exception {
        Object handed = copy(body);
        try {
            Object answer = cause.run();
            tape.add(new Crossing.Effect(to, handed, copy(answer), null));
            return answer;
        } catch (Exception failed) {
            tape.add(new Crossing.Effect(to, handed, null, Problem.in(failed)));
            throw failed;
        }
    }

    /** Nothing where the tape has no room: what it cannot hold is not even copied. */
    private @Nullable Object copy(@Nullable Object tree) {
        return tape.fits(tree) ? Tape.copy(tree) : null;
    }
}
