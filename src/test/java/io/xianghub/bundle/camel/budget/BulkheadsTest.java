package io.xianghub.bundle.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.shared.BundleName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class BulkheadsTest {

    private static final BundleLimits LIMITS = new BundleLimits(
            1,
            DataSize.ofBytes(100),
            DataSize.ofBytes(100),
            1,
            1,
            Duration.ofSeconds(1),
            BundleLimits.standard().tapes());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Bulkhead bulkhead = new Bulkheads(LIMITS, meters).join(new BundleName("pension"));

    @Test
    void countsWhatIsTurnedAwayByTheLimitThatWasReached() {
        assertThat(bulkhead.enter()).isTrue();
        assertThat(bulkhead.enter()).isFalse();
        assertThat(bulkhead.enter()).isFalse();
        assertThat(bulkhead.hold(100)).isTrue();
        assertThat(bulkhead.hold(1)).isFalse();

        assertThat(rejected("inputs")).isEqualTo(2);
        assertThat(rejected("in-flight")).isEqualTo(1);
    }

    private double rejected(String limit) {
        return meters.get("hub.bundle.rejected")
                .tags("bundle", "pension", "limit", limit)
                .functionCounter()
                .count();
    }
}
