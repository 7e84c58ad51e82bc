package io.xianghub.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Findings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;

class PushOnH2Test extends PushContract {

    PushOnH2Test() {
        super(Dialect.H2);
    }

    /** On H2, for there the second who brings an uncommitted event is told of the conflict; PostgreSQL lets it wait. */
    @Test
    void whoLosesTheConflictOverAnEventLooksAgainAndFindsARepeat() throws Exception {
        try (PushSlice push = new PushSlice(Dialect.H2, folder)) {
            BundleDefinition fund = housingFund();
            CountDownLatch lost = new CountDownLatch(1);
            Submissions plain = new Submissions(push.messages, push.transaction, push.meters);
            Submissions observed = new Submissions(new Observed(push.messages, lost), push.transaction, push.meters);
            ExecutorService second = Executors.newSingleThreadExecutor();

            Future<List<Map<String, Object>>> again = push.transaction.execute(open -> {
                assertThat(plain.submit(submission("1200.00"), fund, 1, PushSlice.context()))
                        .singleElement()
                        .satisfies(taken -> assertThat(taken).containsEntry("repeated", false));
                Future<List<Map<String, Object>>> other =
                        second.submit(() -> observed.submit(submission("1200.00"), fund, 1, PushSlice.context()));
                await().atMost(SOON).until(() -> lost.getCount() == 0 || other.isDone());
                return other;
            });

            assertThat(again.get()).singleElement().satisfies(taken -> assertThat(taken)
                    .containsEntry("repeated", true));
            assertThat(lost.getCount()).isZero();
            assertThat(push.outbox.depth()).isEqualTo(2);
            second.shutdown();
        }
    }

    private static Map<String, Object> submission(String amount) {
        return Map.of(
                "message",
                "account-movement",
                "key",
                List.of("C43010", "L1"),
                "row",
                PushSlice.row("L1", amount),
                "amounts",
                "FSE",
                "template",
                "housing-fund-deposit",
                "variables",
                Map.of("name", "测试甲", "month", "6", "day", "1", "amount", amount, "balance", "1.00"),
                "receiver",
                Map.of("number", PushSlice.PERSON, "name", "测试甲", "mobile", "19900000001"),
                "occurredAt",
                "2026-06-01");
    }

    private static BundleDefinition housingFund() {
        Findings findings = new Findings();
        BundleFiles files = BundleFiles.read(Path.of("."), new BundleName("housing-fund"), findings)
                .orElseThrow();
        return BundleCheck.check(files, findings, Clock.systemUTC())
                .orElseThrow()
                .definition();
    }

    /** The queue, and somebody who sees when a submission loses a conflict. */
    private record Observed(Messages messages, CountDownLatch lost) implements Messages {

        @Override
        public List<Acceptance> submit(List<Submission> submissions, CallContext context) {
            try {
                return messages.submit(submissions, context);
            } catch (ConcurrencyFailureException conflict) {
                lost.countDown();
                throw conflict;
            }
        }

        @Override
        public void check(List<Submission> submissions) {
            messages.check(submissions);
        }

        @Override
        public Optional<Acceptance> known(Submission submission) {
            return messages.known(submission);
        }
    }
}
