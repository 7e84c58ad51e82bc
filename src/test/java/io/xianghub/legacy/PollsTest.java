package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is remembered of polled tables is the same in memory and in either database. */
class PollsTest {

    private static final Polls.Table ACCEPTS = new Polls.Table(new BundleName("case-exchange"), "box", "accepts");
    private static final Polls.Table RESULTS = new Polls.Table(new BundleName("case-exchange"), "box", "results");
    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");
    private static final LocalDateTime ELEVEN = LocalDateTime.of(2026, 6, 1, 11, 0);

    @TestFactory
    Stream<DynamicTest> aPositionHasAWatermarkAndTheLastLook() {
        return everywhere(polls -> {
            assertThat(polls.position(ACCEPTS)).isEqualTo(new Polls.Position(null, null));
            polls.looked(ACCEPTS, NOW, 1);
            assertThat(polls.advance(ACCEPTS, 1, ELEVEN, Map.of(), List.of())).isTrue();
            polls.looked(ACCEPTS, NOW.plusSeconds(60), 1);
            assertThat(polls.position(ACCEPTS)).isEqualTo(new Polls.Position(ELEVEN, NOW.plusSeconds(60)));
            assertThat(polls.position(RESULTS)).isEqualTo(new Polls.Position(null, null));
        });
    }

    @TestFactory
    Stream<DynamicTest> anEarlierEpochMovesNothing() {
        return everywhere(polls -> {
            assertThat(polls.advance(ACCEPTS, 2, ELEVEN, Map.of(), List.of())).isTrue();
            assertThat(polls.advance(ACCEPTS, 1, ELEVEN.plusHours(1), Map.of(), List.of()))
                    .isFalse();
            assertThat(polls.position(ACCEPTS).watermark()).isEqualTo(ELEVEN);
        });
    }

    @TestFactory
    Stream<DynamicTest> takenRowsKeepTheirLatestStateUntilTheyAreOutdated() {
        return everywhere(polls -> {
            polls.advance(ACCEPTS, 1, ELEVEN, Map.of("a", "1", "b", "1"), List.of());
            polls.advance(ACCEPTS, 1, ELEVEN, Map.of("b", "2", "c", "1"), List.of("a"));
            assertThat(polls.taken(ACCEPTS)).isEqualTo(Map.of("b", "2", "c", "1"));
            assertThat(polls.taken(RESULTS)).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> aRowIsSetAsideOnceAndReleasedByItsKey() {
        return everywhere(polls -> {
            Polls.SetAside first = new Polls.SetAside("a", "1", new Text("错", "wrong"), 1, NOW);
            Polls.SetAside second = new Polls.SetAside("a", "2", new Text("又错", "wrong again"), 2, NOW.plusSeconds(60));
            Polls.SetAside other = new Polls.SetAside("b", "", new Text("错", "wrong"), 1, NOW.plusSeconds(90));
            polls.setAside(ACCEPTS, first);
            polls.setAside(ACCEPTS, second);
            polls.setAside(ACCEPTS, other);
            assertThat(polls.setAside(ACCEPTS)).containsExactly(second, other);
            polls.release(ACCEPTS, List.of("a", "unknown"));
            assertThat(polls.setAside(ACCEPTS)).containsExactly(other);
        });
    }

    @TestFactory
    Stream<DynamicTest> aGapIsKeptOnceByItsBeginning() {
        return everywhere(polls -> {
            polls.gap(ACCEPTS, new PolledRows.Gap(NOW, NOW.plusSeconds(1)));
            polls.gap(ACCEPTS, new PolledRows.Gap(NOW, NOW.plusSeconds(2)));
            assertThat(polls.gaps(ACCEPTS)).containsExactly(new PolledRows.Gap(NOW, NOW.plusSeconds(2)));
        });
    }

    private static Stream<DynamicTest> everywhere(Consumer<Polls> test) {
        return Stream.of(
                DynamicTest.dynamicTest("memory", () -> test.accept(new RememberedPolls())),
                DynamicTest.dynamicTest("H2", () -> test.accept(store(Databases.fresh(Dialect.H2)))),
                DynamicTest.dynamicTest("PostgreSQL", () -> test.accept(store(Databases.fresh(Dialect.POSTGRESQL)))));
    }

    private static Polls store(DataSource source) {
        return new PollStore(
                new NamedParameterJdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }
}
