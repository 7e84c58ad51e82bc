package io.xianghub.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lists are paged by id alone, so ids must sort as they were made. */
class IdsTest {

    private static final long NOW = Instant.parse("2026-03-02T08:00:00Z").toEpochMilli();

    private final AtomicLong clock = new AtomicLong(NOW);
    private final Ids ids = new Ids(clock::get);

    @Test
    void sortsWhatIsMadeWithinOneMillisecond() {
        assertThat(made(10_000))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9A-HJKMNP-TV-Z]{26}"));
    }

    @Test
    void goesOnWhenTheClockIsSetBack() {
        List<String> all = new ArrayList<>(made(3));
        clock.addAndGet(-60_000);
        all.addAll(made(3));
        clock.addAndGet(60_001);
        all.addAll(made(3));
        assertThat(all).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void sortsNothingBeforeTheFirstOfItsInstant() {
        String id = ids.following();
        assertThat(id).isGreaterThan(Ids.first(Instant.ofEpochMilli(NOW)));
        assertThat(id).isLessThan(Ids.first(Instant.ofEpochMilli(NOW + 1)));
    }

    private List<String> made(int count) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(ids.following());
        }
        return made;
    }
}
