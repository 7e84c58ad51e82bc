package io.xianghub.push;

import io.xianghub.shared.CallContext;
import io.xianghub.shared.Ids;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.IdentityNumber;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.vault.Vault;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes messages in: key, message, deliveries and outbox in one transaction. */
final class Intake implements Messages {

    private static final Pattern EIGHTEEN = Pattern.compile("(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])");
    private static final int ATTEMPTS = 5;

    private final MessageRows rows;
    private final Deliveries deliveries;
    private final Vault vault;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Intake(MessageRows rows, Deliveries deliveries, Vault vault, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.deliveries = deliveries;
        this.vault = vault;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<Acceptance> submit(List<Submission> submissions, CallContext context) {
        check(submissions);
        int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(begun -> takeAll(submissions, context)));
            } catch (ConcurrencyFailureException others) {
                if (attempt == attempts) {
                    throw others;
                }
            }
        }
    }

    @Override
    public void check(List<Submission> submissions) {
        IntStream.range(0, submissions.size()).forEach(i -> check(submissions.get(i), i, submissions.size()));
    }

    @Override
    public Optional<Acceptance> known(Submission submission) {
        return rows.known(vault.fingerprint(submission.key().text()))
                .map(known -> compared(known, vault.fingerprint(submission.row().text()), submission));
    }

    private List<Acceptance> takeAll(List<Submission> submissions, CallContext context) {
        // Keys in one order for everybody: two lists with common events wait for each other, never in a circle.
        List<Integer> order = IntStream.range(0, submissions.size())
                .boxed()
                .sorted(Comparator.comparing(i -> submissions.get(i).key().text()))
                .toList();
        Map<Integer, Acceptance> outcomes = new TreeMap<>();
        order.forEach(i -> outcomes.put(i, take(submissions.get(i), context)));
        return List.copyOf(outcomes.values());
    }

    private Acceptance take(Submission submission, CallContext context) {
        Instant now = clock.instant();
        String id = Ids.next();
        String keyPrint = vault.fingerprint(submission.key().text());
        String rowPrint = vault.fingerprint(submission.row().text());
        if (!rows.claimKey(keyPrint, rowPrint, id, now)) {
            return compared(rows.known(keyPrint).orElseThrow(), rowPrint, submission);
        }
        rows.insert(row(id, submission, context, now), sealed(submission));
        for (Channel channel : Channel.values()) {
            if (submission.template().channels().contains(channel)) {
                deliveries.open(
                        id,
                        channel,
                        channel == Channel.INBOX || submission.receiver().hasMobile());
            }
        }
        return new Acceptance.Accepted(id);
    }

    private Acceptance compared(MessageRows.Known known, String rowPrint, Submission submission) {
        return known.rowPrint().equals(rowPrint)
                ? new Acceptance.Repeated(known.messageId())
                : new Acceptance.Changed(known.messageId(), differences(known.messageId(), submission.row()));
    }

    private MessageRows.Row row(String id, Submission submission, CallContext context, Instant now) {
        return new MessageRows.Row(
                id,
                submission,
                vault.fingerprint(submission.key().serialText()),
                vault.fingerprint(submission.receiver().certificateNumber()),
                context.exchange().value(),
                now);
    }

    private byte[] sealed(Submission submission) {
        Receiver receiver = submission.receiver();
        MessageBody body = new MessageBody(
                receiver.name(),
                Objects.requireNonNullElse(receiver.mobile(), ""),
                submission.template().render(submission.variables()),
                submission.row().columns());
        return vault.seal(body.bytes());
    }

    private List<Difference> differences(String messageId, DepartmentRow now) {
        byte[] sealed = rows.body(messageId).orElseThrow();
        return DepartmentRow.stored(MessageBody.of(vault.open(sealed)).row()).differences(now);
    }

    private static void check(Submission submission, int index, int of) {
        List<Violation> wrong = new ArrayList<>(submission.template().missing(submission.variables()));
        if (wrong.isEmpty() && showsIdentityNumber(submission.template().render(submission.variables()))) {
            wrong.add(new Violation("text", Text.of("消息正文含有完整的身份证号码", "The text contains a whole identity number")));
        }
        if (!wrong.isEmpty()) {
            Text which = of == 1
                    ? Text.of("消息无法生成", "The message cannot be made")
                    : Text.of("第 %d 条消息无法生成", "The message number %d cannot be made", index + 1);
            throw Problem.of(ProblemType.INVALID_MESSAGE, which).at(wrong);
        }
    }

    private static boolean showsIdentityNumber(String text) {
        Matcher candidates = EIGHTEEN.matcher(text);
        while (candidates.find()) {
            if (IdentityNumber.flawOf(candidates.group().toUpperCase(java.util.Locale.ROOT), LocalDate.MAX) == null) {
                return true;
            }
        }
        return false;
    }
}
