package io.xianghub.legacy;

import java.util.ArrayList;
import java.util.List;

/** A wire that notes what crosses it, or answers what it is given and lets nothing cross. */
final class TapedWire implements Wire {

    private final List<Heard> answers;
    private final boolean played;
    final List<Sent> sent = new ArrayList<>();
    final List<Heard> heard = new ArrayList<>();

    private TapedWire(boolean played, List<Heard> answers) {
        this.played = played;
        this.answers = new ArrayList<>(answers);
    }

    static TapedWire recording() {
        return new TapedWire(false, List.of());
    }

    static TapedWire playing(Heard... answers) {
        return new TapedWire(true, List.of(answers));
    }

    @Override
    public boolean seesBinding() {
        return true;
    }

    @Override
    public boolean isPlayed() {
        return played;
    }

    @Override
    public Heard replay(Sent what) {
        sent.add(what);
        return answers.remove(0);
    }

    @Override
    public void note(Sent what, Heard answer) {
        sent.add(what);
        heard.add(answer);
    }
}
