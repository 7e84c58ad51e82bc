package io.xianghub.bundle.sample;

import io.xianghub.bundle.border.Effects;
import io.xianghub.bundle.border.Script;
import io.xianghub.legacy.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Answers the calls and effects of a case in their order. */
final class CaseScript implements Script {

    private final List<Recorded> answers;
    private final SortedMap<Integer, Outcome> effects;
    private final List<Wire.Sent> sent = new ArrayList<>();
    private int effect;

    /** @param effects what came of the n-th effect, from 1; where there is none, the route goes on with its own body */
    CaseScript(List<Recorded> answers, SortedMap<Integer, Outcome> effects) {
        this.answers = List.copyOf(answers);
        this.effects = effects;
    }

    @Override
    public synchronized Wire.Heard heard(Wire.Sent call) {
        sent.add(call);
        return sent.size() > answers.size()
                ? Script.notRecorded(call)
                : answers.get(sent.size() - 1).heard(call);
    }

    @Override
    public synchronized Optional<Outcome> outcome(String to, @Nullable Object body) {
        if (Effects.onlyLooks(to)) {
            return Optional.empty();
        }
        effect++;
        return Optional.ofNullable(effects.get(effect));
    }

    /** What was sent, in the order of the calls. */
    synchronized List<Wire.Sent> sent() {
        return List.copyOf(sent);
    }
}
