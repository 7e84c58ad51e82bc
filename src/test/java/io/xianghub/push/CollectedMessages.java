package io.xianghub.push;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Ids;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Stands for the queue in tests of routes: keeps what a route hands in. */
public final class CollectedMessages implements Messages {

    private final List<Submission> taken = new CopyOnWriteArrayList<>();

    /** What {@code push:submit} and {@code push:check} do, in front of this queue. */
    public Submissions submissions() {
        return new Submissions(
                this,
                new TransactionTemplate(new NoTransactions()),
                new PushMeters(new SimpleMeterRegistry(), taken::size));
    }

    public List<Submission> taken() {
        return List.copyOf(taken);
    }

    /** The text that the receiver of this one reads. */
    public static String text(Submission submission) {
        return submission.template().render(submission.variables());
    }

    @Override
    public List<Acceptance> submit(List<Submission> submissions, CallContext context) {
        return submissions.stream().map(this::take).toList();
    }

    private Acceptance take(Submission submission) {
        Optional<Acceptance> before = known(submission);
        if (before.isEmpty()) {
            taken.add(submission);
        }
        return before.orElseGet(() -> new Acceptance.Accepted(Ids.next()));
    }

    @Override
    public void check(List<Submission> submissions) {}

    @Override
    public Optional<Acceptance> known(Submission submission) {
        return taken.stream()
                .filter(earlier -> earlier.key().equals(submission.key()))
                .findFirst()
                .map(earlier -> earlier.row().text().equals(submission.row().text())
                        ? new Acceptance.Repeated(Ids.next())
                        : new Acceptance.Changed(Ids.next(), earlier.row().differences(submission.row())));
    }

    private static final class NoTransactions implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {}

        @Override
        public void rollback(TransactionStatus status) {}
    }
}
