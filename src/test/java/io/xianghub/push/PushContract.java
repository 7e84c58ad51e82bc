package io.xianghub.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class PushContract {

    static final Duration SOON = Duration.ofSeconds(20);

    private final Dialect dialect;

    @TempDir
    Path folder;

    private TestBroker broker;
    private PushSlice push;

    PushContract(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(folder.resolve("broker"));
        push = new PushSlice(dialect, folder);
    }

    @AfterEach
    void stop() throws Exception {
        push.close();
        broker.stop();
    }

    private void awaitQuiet(int inbox, int sms) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(push.inbox()).hasSize(inbox);
            assertThat(push.gateway.taken).hasSize(sms);
            assertThat(push.outbox.depth()).isZero();
            assertThat(open()).isZero();
        });
    }

    private long open() {
        return push.jdbc
                .sql("select count(*) from push_delivery where due_at is not null")
                .query(Long.class)
                .single();
    }

    @Test
    void bringsAMessageOnceToTheInboxAndOnceToTheGateway() {
        push.run(broker.connections());
        String id = push.submit(PushSlice.movement("L1")).id();

        awaitQuiet(1, 1);
        assertThat(push.inbox().get(0).id()).isEqualTo(id);
        assertThat(push.inbox().get(0).text()).isEqualTo("尊敬的测试甲：您的公积金账户汇缴1200.00元");
        assertThat(push.gateway.taken).containsExactly(id);
        assertThat(push.gateway.texts).containsExactly("尊敬的测试甲：您的公积金账户汇缴1200.00元");
        assertThat(push.state(id, Channel.INBOX)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(push.state(id, Channel.SMS)).isEqualTo(DeliveryState.HANDED);
    }

    @Test
    void aChannelThatIsStuckKeepsNoOtherWaiting() {
        StuckBroker stuck = new StuckBroker(Channel.INBOX);
        // Accepted before the first round, or a round that began a moment earlier would find the second channel's row
        // alone.
        push.submit(PushSlice.movement("L1"));
        push.run(broker.connections(), stuck::around);

        // The inbox comes first in each round, and is refused in each.
        await().atMost(SOON).untilAsserted(() -> assertThat(push.gateway.taken).hasSize(1));
        assertThat(stuck.refused()).isPositive();
        assertThat(push.inbox()).isEmpty();
        assertThat(push.outbox.depth()).isEqualTo(1);
    }

    @Test
    void answersARepeatWithTheSameIdAndDoesNothing() {
        push.run(broker.connections());
        Acceptance first = push.submit(PushSlice.movement("L1"));
        awaitQuiet(1, 1);
        Acceptance again = push.submit(PushSlice.movement("L1", "1200", "0"));

        assertThat(first).isInstanceOf(Acceptance.Accepted.class);
        assertThat(again).isEqualTo(new Acceptance.Repeated(first.id()));
        assertThat(push.outbox.depth()).isZero();
        assertThat(push.inbox()).hasSize(1);
    }

    @Test
    void namesWhatChangedUnderTheSameKey() {
        Acceptance first = push.submit(PushSlice.movement("L1"));
        Acceptance changed = push.submit(PushSlice.movement("L1", "1300.00", "0"));

        assertThat(changed)
                .isEqualTo(new Acceptance.Changed(first.id(), List.of(new Difference("FSE", "1200", "1300"))));
    }

    @Test
    void tellsBeforehandWhatWouldChangeAndTakesNothing() {
        Acceptance first = push.submit(PushSlice.movement("L1"));
        long waiting = push.outbox.depth();

        assertThat(push.messages.known(PushSlice.movement("L1", "1200", "0")))
                .contains(new Acceptance.Repeated(first.id()));
        assertThat(push.messages.known(PushSlice.movement("L1", "1300.00", "0")))
                .contains(new Acceptance.Changed(first.id(), List.of(new Difference("FSE", "1200", "1300"))));
        assertThat(push.messages.known(PushSlice.movement("L1", "1300.00", "1")))
                .isEmpty();
        assertThat(push.messages.known(PushSlice.movement("L2"))).isEmpty();
        assertThat(push.outbox.depth()).isEqualTo(waiting);
        assertThat(push.submit(PushSlice.movement("L2"))).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void makesExactlyOneMessageOfManyAtTheSameMoment() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Acceptance>> same = new ArrayList<>();
            IntStream.range(0, 24).forEach(i -> same.add(() -> push.submit(PushSlice.movement("L" + i % 3))));
            Set<String> ids = new HashSet<>();
            int accepted = 0;
            for (Future<Acceptance> outcome : crowd.invokeAll(same)) {
                ids.add(outcome.get().id());
                accepted += outcome.get() instanceof Acceptance.Accepted ? 1 : 0;
            }
            assertThat(ids).hasSize(3);
            assertThat(accepted).isEqualTo(3);
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void takesListsWithCommonEventsInOppositeOrdersAtOnce() throws Exception {
        List<Submission> forth = IntStream.range(0, 30)
                .mapToObj(i -> PushSlice.movement("L" + i))
                .toList();
        List<Submission> back = new ArrayList<>(forth);
        java.util.Collections.reverse(back);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<Acceptance>>> outcomes = two.invokeAll(List.of(
                    () -> push.messages.submit(forth, PushSlice.context()),
                    () -> push.messages.submit(back, PushSlice.context())));
            Set<String> ids = new HashSet<>();
            for (Future<List<Acceptance>> outcome : outcomes) {
                outcome.get().forEach(acceptance -> ids.add(acceptance.id()));
            }
            assertThat(ids).hasSize(30);
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void linksACorrectionToTheEventItTakesBack() {
        push.run(broker.connections());
        String first = push.submit(PushSlice.movement("L1")).id();
        String correction =
                push.submit(PushSlice.movement("L1", "-1200.00", "1")).id();

        awaitQuiet(2, 2);
        assertThat(push.inbox())
                .filteredOn(MessageReader.Letter::correction)
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.id()).isEqualTo(correction);
                    assertThat(letter.corrects()).isEqualTo(first);
                });
        assertThat(push.reader.tracking(first).orElseThrow().corrects()).isNull();
    }

    @Test
    void keepsNothingOfAMessageWhoseTransactionRollsBack() {
        push.transaction.executeWithoutResult(begun -> {
            push.submit(PushSlice.movement("L1"));
            begun.setRollbackOnly();
        });
        assertThat(push.outbox.depth()).isZero();
        assertThat(push.submit(PushSlice.movement("L1"))).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void sendsOnceWhenTheGatewayTookTheMessageAndTheAnswerGotLost() {
        push.gateway.moods.add(RecordingGateway.Mood.TIMES_OUT_AFTER_TAKING);
        push.run(broker.connections());
        String id = push.submit(PushSlice.movement("L1")).id();

        await().atMost(SOON).until(() -> push.state(id, Channel.SMS) == DeliveryState.HANDED);
        assertThat(push.gateway.taken).containsExactly(id);
        assertThat(push.gateway.asked).containsExactly(id);
    }

    @Test
    void sendsAgainOnlyAfterTheGatewaySaidItHasNothing() {
        push.gateway.moods.add(RecordingGateway.Mood.TIMES_OUT_BEFORE_TAKING);
        push.run(broker.connections());
        String id = push.submit(PushSlice.movement("L1")).id();

        await().atMost(SOON).until(() -> push.state(id, Channel.SMS) == DeliveryState.HANDED);
        assertThat(push.gateway.asked).containsExactly(id);
        assertThat(push.gateway.taken).containsExactly(id);
    }

    @Test
    void waitsWhileTheBreakerIsOpen() {
        push.gateway.moods.add(RecordingGateway.Mood.BREAKER_IS_OPEN);
        push.gateway.moods.add(RecordingGateway.Mood.BREAKER_IS_OPEN);
        push.run(broker.connections());
        String id = push.submit(PushSlice.movement("L1")).id();

        await().atMost(SOON).until(() -> push.state(id, Channel.SMS) == DeliveryState.HANDED);
        assertThat(push.gateway.taken).containsExactly(id);
        assertThat(push.registry
                        .counter("hub.deliveries", "channel", "sms", "state", "retry")
                        .count())
                .isEqualTo(2);
        assertThat(broker.depth("push.dead")).isZero();
    }

    @Test
    void neverRepeatsWhatTheGatewayRefused() {
        push.gateway.moods.add(RecordingGateway.Mood.REFUSES);
        push.run(broker.connections());
        String id = push.submit(PushSlice.movement("L1")).id();

        await().atMost(SOON).until(() -> push.state(id, Channel.SMS) == DeliveryState.FAILED);
        assertThat(push.gateway.taken).isEmpty();
    }

    @Test
    void sendsNothingThatIsNoLongerOfUse() {
        Submission fresh = PushSlice.movement("L1");
        Submission late = new Submission(
                fresh.bundle(),
                fresh.key(),
                fresh.row(),
                fresh.template(),
                fresh.variables(),
                fresh.receiver(),
                fresh.occurredAt(),
                Instant.now().minusSeconds(1),
                false);
        push.run(broker.connections());
        String id = push.submit(late).id();

        await().atMost(SOON).until(() -> push.state(id, Channel.SMS) == DeliveryState.EXPIRED);
        assertThat(push.gateway.taken).isEmpty();
    }

    @Test
    void leavesOutTheTextMessageOfWhoHasNoMobile() {
        Submission known = PushSlice.movement("L1");
        Submission without = new Submission(
                known.bundle(),
                known.key(),
                known.row(),
                known.template(),
                known.variables(),
                new Receiver("01", PushSlice.PERSON, "测试甲", null),
                known.occurredAt(),
                null,
                false);
        push.run(broker.connections());
        String id = push.submit(without).id();

        awaitQuiet(1, 0);
        assertThat(push.state(id, Channel.SMS)).isEqualTo(DeliveryState.SUPPRESSED);
    }

    @Test
    void refusesATextThatShowsAnIdentityNumber() {
        Submission known = PushSlice.movement("L1");
        Submission telling = new Submission(
                known.bundle(),
                known.key(),
                known.row(),
                known.template(),
                Map.of("name", "测试甲（" + PushSlice.PERSON + "）", "amount", "1"),
                known.receiver(),
                known.occurredAt(),
                null,
                false);

        assertThatThrownBy(() -> push.submit(telling))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_MESSAGE));
        assertThat(push.outbox.depth()).isZero();
    }

    @Test
    void refusesATextWithAHoleAndTakesNothingOfTheList() {
        Submission known = PushSlice.movement("L2");
        Submission holed = new Submission(
                known.bundle(),
                known.key(),
                known.row(),
                known.template(),
                Map.of("name", "测试甲"),
                known.receiver(),
                known.occurredAt(),
                null,
                false);

        assertThatThrownBy(() -> push.messages.submit(List.of(PushSlice.movement("L1"), holed), PushSlice.context()))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                                problem.violations().get(0).path())
                        .isEqualTo("variables.amount"));
        assertThat(push.outbox.depth()).isZero();
    }

    @Test
    void keepsNoPersonalDataInTheOpen() {
        push.submit(PushSlice.movement("L1"));
        List<Map<String, Object>> rows =
                push.jdbc.sql("select * from push_message").query().listOfRows();
        String open = rows.toString();

        assertThat(open).doesNotContain(PushSlice.PERSON, "测试甲", "19900000001", "1200", "43030000000000000001");
        byte[] body = push.jdbc
                .sql("select body from push_message")
                .query(byte[].class)
                .single();
        assertThat(new String(body, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("测试甲", "19900000001");
    }

    @Test
    void carriesABatchOnceAlthoughItIsSentTwice() throws Exception {
        IntStream.range(0, 5).forEach(i -> push.submit(PushSlice.movement("L" + i)));
        var lease = push.leases.acquire("push:relay", SOON).orElseThrow();
        // Dies between the broker's commit and the mark (R1): the database refuses the mark.
        Relay dying = new Relay(
                new Outbox(push.jdbc, push.transaction, push.leases, java.time.Clock.systemUTC()),
                broker.connections(),
                50);
        push.outbox.form(lease, Channel.INBOX, 50);
        Outbox.Batch left = push.outbox.open().get(0);
        dying.carry(lease);
        putBack(left);
        assertThat(push.outbox.open()).containsExactly(left);
        new Relay(push.outbox, broker.connections(), 50).carry(lease);

        assertThat(broker.depth(Channel.INBOX)).isEqualTo(5);
        assertThat(push.outbox.depth()).isZero();
        dying.close();
    }

    /** The database as it was before the mark. */
    private void putBack(Outbox.Batch batch) {
        push.jdbc
                .sql(
                        "insert into push_batch (batch_id, channel, epoch, formed_at) values (:id, 'inbox', 1, current_timestamp)")
                .param("id", batch.id())
                .update();
        batch.messageIds().forEach(id -> push.jdbc
                .sql("insert into push_outbox (channel, message_id, batch_id) values ('inbox', :id, :batch)")
                .param("id", id)
                .param("batch", batch.id())
                .update());
    }

    @Test
    void showsAMessageOnceAlthoughTheQueueHasItTwice() throws Exception {
        String id = push.submit(PushSlice.movement("L1")).id();
        push.outbox.add(Channel.INBOX, id);
        push.outbox.add(Channel.SMS, id);
        push.run(broker.connections());

        awaitQuiet(1, 1);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> push.gateway.taken.size() == 1);
    }

    @Test
    void letsNoZombieFormABatch() {
        push.submit(PushSlice.movement("L1"));
        var zombie = push.leases.acquire("push:relay", Duration.ofMillis(1)).orElseThrow();
        try (PushSlice other = new PushSlice(push.source, folder, push.gateway, PushSlice.QUICK)) {
            await().atMost(SOON)
                    .until(() -> other.leases.acquire("push:relay", SOON).isPresent());
        }
        assertThatThrownBy(() -> push.outbox.form(zombie, Channel.INBOX, 10))
                .isInstanceOf(io.xianghub.lease.LeaseLost.class);
        assertThat(push.outbox.open()).isEmpty();
    }

    @Test
    void bringsEverythingThroughABrokerThatGoesAwayAndComesBack() throws Exception {
        push.run(broker.connections());
        IntStream.range(0, 20).forEach(i -> push.submit(PushSlice.movement("A" + i)));
        broker.stop();
        IntStream.range(0, 20).forEach(i -> push.submit(PushSlice.movement("B" + i)));
        broker.start();

        awaitQuiet(40, 40);
        assertThat(new HashSet<>(push.gateway.taken)).hasSize(40);
    }

    @Test
    void asksTheGatewayAboutAClaimThatNobodyFinished() {
        PushProperties short_ = new PushProperties(
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                50,
                2,
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                "湘易办",
                org.springframework.util.unit.DataSize.ofMegabytes(1));
        try (PushSlice next = new PushSlice(push.source, folder, push.gateway, short_)) {
            String id = next.submit(PushSlice.movement("L1")).id();
            // A node took it, handed it over and died before it could say so (C1).
            assertThat(next.deliveries.claim(id, Channel.SMS)).isPresent();
            push.gateway.taken.add(id);
            next.run(broker.connections());

            await().atMost(SOON).until(() -> next.state(id, Channel.SMS) == DeliveryState.HANDED);
            assertThat(push.gateway.asked).contains(id);
            assertThat(push.gateway.taken).containsExactly(id);
        }
    }

    @Test
    void queuesAgainWhatTheBrokerLost() {
        PushProperties soon = new PushProperties(
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                50,
                2,
                Duration.ofSeconds(20),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                "湘易办",
                org.springframework.util.unit.DataSize.ofMegabytes(1));
        try (PushSlice next = new PushSlice(push.source, folder, push.gateway, soon)) {
            next.submit(PushSlice.movement("L1"));
            push.jdbc.sql("delete from push_outbox").update();
            next.run(broker.connections());

            awaitQuiet(1, 1);
        }
    }

    @Test
    void queuesAgainAlthoughTheBatchThatCarriedItIsNotMarkedYet() {
        var lease = push.leases.acquire("push:relay", SOON).orElseThrow();
        String id = push.submit(PushSlice.movement("L1")).id();
        // The batch reached the broker and a consumer took the message out of it; then all died, before either could
        // say so.
        assertThat(push.outbox.form(lease, Channel.SMS, 50)).isPresent();
        assertThat(push.deliveries.claim(id, Channel.SMS)).isPresent();
        wakeEverything();
        assertThat(push.state(id, Channel.SMS)).isEqualTo(DeliveryState.UNKNOWN);
        wakeEverything();

        assertThat(push.state(id, Channel.SMS)).isEqualTo(DeliveryState.READY);
        assertThat(push.outbox.form(lease, Channel.SMS, 50).orElseThrow().messageIds())
                .containsExactly(id);
    }

    private void wakeEverything() {
        push.jdbc.sql("update push_delivery set due_at = changed_at").update();
        push.deliveries.due(10).forEach(push.deliveries::wake);
    }

    @Test
    void turnsThePagesOfAnInboxNewestFirst() {
        push.run(broker.connections());
        IntStream.range(0, 5).forEach(i -> push.submit(PushSlice.movement("L" + i)));
        awaitQuiet(5, 5);

        String print = push.vault.fingerprint(PushSlice.PERSON);
        List<String> read = new ArrayList<>();
        String after = null;
        do {
            var page = push.reader.inbox(print, after, 2);
            page.items().forEach(letter -> read.add(letter.id()));
            after = page.next();
        } while (after != null);
        assertThat(read).hasSize(5).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(push.reader
                        .inbox(push.vault.fingerprint("another"), null, 10)
                        .items())
                .isEmpty();
    }
}
