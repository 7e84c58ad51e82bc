package io.xianghub.push;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A text message gateway that remembers what it took, and does as it is told. */
final class RecordingGateway implements SmsGateway {

    final List<String> taken = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<Mood> moods = new ConcurrentLinkedQueue<>();
    volatile Runnable beforeTaking = () -> {};

    /** How the next call to send goes; well when nothing is planned. */
    enum Mood {
        TIMES_OUT_AFTER_TAKING,
        TIMES_OUT_BEFORE_TAKING,
        BREAKER_IS_OPEN,
        REFUSES
    }

    @Override
    public Answer send(TextMessage message) {
        Mood mood = moods.poll();
        if (mood == Mood.BREAKER_IS_OPEN) {
            return new Answer(Handover.NOT_TAKEN, "department-circuit-open");
        }
        if (mood == Mood.REFUSES) {
            return new Answer(Handover.REFUSED, "department-refused");
        }
        if (mood == Mood.TIMES_OUT_BEFORE_TAKING) {
            return new Answer(Handover.UNKNOWN, "department-timeout");
        }
        beforeTaking.run();
        taken.add(message.outId());
        texts.add(message.content());
        return mood == Mood.TIMES_OUT_AFTER_TAKING
                ? new Answer(Handover.UNKNOWN, "department-timeout")
                : new Answer(Handover.TAKEN, "");
    }

    @Override
    public Answer query(String outId) {
        asked.add(outId);
        return new Answer(taken.contains(outId) ? Handover.TAKEN : Handover.NOT_TAKEN, "");
    }
}
