package io.xianghub.bundle.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rests of whoever makes a version ready, against a clock of our own. */
class PaceTest {

    private final AtomicLong inputs = new AtomicLong();
    private final List<Long> rests = new ArrayList<>();
    private final Hands hands = new Hands();
    private final Pace pace = new Pace(inputs::get, Duration.ofMillis(50), hands);

    @Test
    void worksOnWhileNobodyCalls() {
        work(100);
        pace.rest();

        assertThat(rests).isEmpty();
    }

    @Test
    void restsTwiceAsLongAsItWorkedWhileInputsComeIn() {
        inputs.incrementAndGet();
        work(3);
        pace.rest();
        work(4);
        pace.rest();
        inputs.incrementAndGet();
        work(5);
        pace.rest();

        assertThat(rests).containsExactly(6L, 10L);
    }

    @Test
    void aStretchIsNotBrokenOff() {
        inputs.incrementAndGet();
        hands.now += TimeUnit.MICROSECONDS.toNanos(900);
        pace.rest();
        hands.now += TimeUnit.MICROSECONDS.toNanos(1_100);
        pace.rest();

        assertThat(rests).containsExactly(4L);
    }

    @Test
    void noRestIsLongAndAllTogetherAreBounded() {
        for (int i = 0; i < 10; i++) {
            inputs.incrementAndGet();
            work(15);
            pace.rest();
        }

        assertThat(rests.subList(0, 3)).containsExactly(20L, 20L, 10L);
        assertThat(rests.subList(3, rests.size())).containsOnly(0L);
    }

    @Test
    void waitingForWhatIsInsideIsNoWork() {
        inputs.incrementAndGet();
        work(1_000);
        pace.begin();
        pace.rest();

        assertThat(rests).isEmpty();
    }

    private void work(long millis) {
        hands.now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private final class Hands implements Pace.Clockwork {

        private long now;

        @Override
        public long now() {
            return now;
        }

        @Override
        public void pass(long nanos) {
            rests.add(TimeUnit.NANOSECONDS.toMillis(nanos));
            now += nanos;
        }
    }
}
