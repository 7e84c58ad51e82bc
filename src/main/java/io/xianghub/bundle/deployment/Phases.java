package io.xianghub.bundle.deployment;

import io.xianghub.bundle.store.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The phases of one deployment as they pass, with the time each took. */
final class Phases {

    private final Turns.Turn turn;
    private final PhaseObserver observer;
    private final List<Receipt.Phase> past = new ArrayList<>();

    Phases(Turns.Turn turn, PhaseObserver observer) {
        this.turn = turn;
        this.observer = observer;
    }

    /** What a phase does. */
    @FunctionalInterface
    interface Work<T> {
        T done();
    }

    <T> T pass(String phase, Work<T> work) {
        turn.begin(phase);
        observer.begins(turn.bundle(), phase);
        long begun = System.nanoTime();
        try {
            return work.done();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            past.add(new Receipt.Phase(phase, took.toMillis()));
            observer.ends(turn.bundle(), phase, took);
        }
    }

    void pass(String phase, Runnable work) {
        pass(phase, () -> {
            work.run();
            return past;
        });
    }

    List<Receipt.Phase> past() {
        return List.copyOf(past);
    }
}
