package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told what the breaker of a connection does. */
class GuardTest {

    private static final Duration OPEN = Duration.ofSeconds(10);

    private final Hand hand = new Hand();
    private final List<Boolean> told = new ArrayList<>();
    private final Guard guard = new Guard("any/core", new Limits(4, 4, 2, 50, OPEN, 1_000), hand, told::add);
    private final Faults faults = new Faults(new BundleName("any"), "core", "ask");

    @Test
    void saysOnceThatTheBreakerHasOpenedAndOnceThatItHasClosedAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(failing()).isNotNull();
        }
        assertThat(told).containsExactly(true);

        hand.now = hand.now.plus(OPEN).plusSeconds(1);
        for (int i = 0; i < 2; i++) {
            assertThat(guard.<String>run(faults, () -> "answer")).isEqualTo("answer");
        }
        assertThat(told).containsExactly(true, false);
    }

    private Problem failing() {
        return catchThrowableOfType(
                Problem.class,
                () -> guard.run(faults, () -> {
                    throw Problem.of(ProblemType.DEPARTMENT_UNREACHABLE);
                }));
    }

    /** A clock that somebody moves. */
    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2026-06-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
