package io.xianghub.bundle.deployment;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who is changing which bundle: one at a time for each bundle, and no bundle waits for another. */
public final class Turns {

    /** As the clocks where the hub stands show it, and which they are. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneId.systemDefault());

    private final ConcurrentMap<BundleName, Turn> taken = new ConcurrentHashMap<>();
    private final Clock clock;

    Turns(Clock clock) {
        this.clock = clock;
    }

    /** The right to change one bundle, and how far its holder has come. */
    final class Turn implements AutoCloseable {

        private final BundleName bundle;
        private final String by;
        private final Instant since;
        private volatile String phase = "check";

        private Turn(BundleName bundle, String by, Instant since) {
            this.bundle = bundle;
            this.by = by;
            this.since = since;
        }

        BundleName bundle() {
            return bundle;
        }

        void begin(String next) {
            phase = next;
        }

        @Override
        public void close() {
            taken.remove(bundle, this);
        }
    }

    /** A change that is under way. */
    public record UnderWay(String by, Instant since, String phase) {}

    /** @throws Problem {@code DEPLOYMENT_IN_PROGRESS} while somebody else holds it */
    Turn take(BundleName bundle, String by) {
        Turn mine = new Turn(bundle, by, clock.instant());
        Turn other = taken.putIfAbsent(bundle, mine);
        if (other != null) {
            throw Problem.of(
                            ProblemType.DEPLOYMENT_IN_PROGRESS,
                            Text.of(
                                    "%s 正在变更路由包 %s（阶段 %s，始于 %s）",
                                    "%s is changing the bundle %s (phase %s, since %s)",
                                    other.by,
                                    bundle,
                                    other.phase,
                                    TIME.format(other.since)))
                    .retryAfter(Duration.ofSeconds(2));
        }
        return mine;
    }

    Optional<UnderWay> underWay(BundleName bundle) {
        return Optional.ofNullable(taken.get(bundle)).map(turn -> new UnderWay(turn.by, turn.since, turn.phase));
    }
}
