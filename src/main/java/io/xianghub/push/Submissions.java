package io.xianghub.push;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/** What {@code push:submit} does: the trees a bundle made become messages, all of them or none. */
public final class Submissions {

    private static final int ATTEMPTS = 5;

    private final Messages messages;
    private final TransactionTemplate transaction;
    private final PushMeters meters;

    Submissions(Messages messages, TransactionTemplate transaction, PushMeters meters) {
        this.messages = messages;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * Submits what a bundle made.
     *
     * @param body a submission tree, or a list of them; {@code {filtered: true}} stands for a row that makes no message
     * @param first the number of the first one among all that arrived together, from 1
     * @return {@code {outcome: filtered}} for each that is, then {@code {outcome, id, repeated}} for each other
     * @throws Problem {@code INVALID_MESSAGE}, {@code MESSAGE_CHANGED}
     */
    public List<Map<String, Object>> submit(
            @Nullable Object body, BundleDefinition definition, int first, CallContext context) {
        List<Submission> submissions = read(body, definition, first);
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = items(body).size(); i > submissions.size(); i--) {
            meters.message(definition.name().value(), "", "filtered");
            answers.add(Map.of("outcome", "filtered"));
        }
        List<Acceptance> taken = takeAll(submissions, first, context);
        for (int i = 0; i < taken.size(); i++) {
            String message = submissions.get(i).key().message();
            meters.message(definition.name().value(), message, taken.get(i).word());
            answers.add(answer(taken.get(i)));
        }
        return answers;
    }

    /**
     * Checks what a bundle made, and takes none of it: whether it could be made, and whether it contradicts what was accepted
     * before or what arrived together with it.
     *
     * @param rows the rows of this arrival that were checked before; each one checked is added
     * @throws Problem {@code INVALID_MESSAGE}, {@code MESSAGE_CHANGED}
     */
    public void check(@Nullable Object body, BundleDefinition definition, int first, ArrivedRows rows) {
        List<Submission> submissions = read(body, definition, first);
        messages.check(submissions);
        for (int i = 0; i < submissions.size(); i++) {
            Submission submission = submissions.get(i);
            int number = first + i;
            if (messages.known(submission).orElse(null) instanceof Acceptance.Changed changed) {
                throw changed(submission, changed, number);
            }
            rows.contradicted(submission, number).ifPresent(earlier -> {
                throw contradiction(submission, number, earlier);
            });
        }
    }

    private static List<Submission> read(@Nullable Object body, BundleDefinition definition, int first) {
        List<Submission> submissions = new ArrayList<>();
        List<?> trees = items(body);
        for (int i = 0; i < trees.size(); i++) {
            Text where = Text.of("第 %d 条", "Number %d", first + i);
            if (!(trees.get(i) instanceof Map<?, ?> tree)) {
                throw Problem.of(ProblemType.INVALID_MESSAGE, where).at("$", Text.of("不是消息", "Not a message"));
            }
            if (!SubmissionTree.isFiltered(tree)) {
                submissions.add(SubmissionTree.read(tree, definition, where));
            }
        }
        return submissions;
    }

    private static List<?> items(@Nullable Object body) {
        return body instanceof List<?> list ? list : List.of(Objects.requireNonNullElse(body, ""));
    }

    private List<Acceptance> takeAll(List<Submission> submissions, int first, CallContext context) {
        if (submissions.isEmpty()) {
            return List.of();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return takeInOneTransaction(submissions, first, context);
            } catch (ConcurrencyFailureException others) {
                // Somebody else has just brought the same event: looked at again, it is a repeat.
                if (attempt == ATTEMPTS) {
                    throw others;
                }
            }
        }
    }

    private List<Acceptance> takeInOneTransaction(List<Submission> submissions, int first, CallContext context) {
        // One that changed throws, and with it everything of this list rolls back.
        return Objects.requireNonNull(transaction.execute(begun -> {
            List<Acceptance> outcomes = messages.submit(submissions, context);
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i) instanceof Acceptance.Changed changed) {
                    throw changed(submissions.get(i), changed, first + i);
                }
            }
            return outcomes;
        }));
    }

    private Problem changed(Submission submission, Acceptance.Changed changed, int number) {
        meters.message(submission.bundle().value(), submission.key().message(), changed.word());
        return Problem.of(
                        ProblemType.MESSAGE_CHANGED,
                        Text.of(
                                "第 %d 条：业务主键 %s 已有消息 %s，本次内容不同",
                                "Number %d: the business key %s has the message %s already, with other content",
                                number,
                                key(submission),
                                changed.id()))
                .with("messageId", changed.id())
                .with("differences", changed.differences());
    }

    private Problem contradiction(Submission submission, int number, int earlier) {
        meters.message(submission.bundle().value(), submission.key().message(), "changed");
        return Problem.of(
                ProblemType.MESSAGE_CHANGED,
                Text.of(
                        "第 %d 条：业务主键 %s 与第 %d 条相同，内容不同",
                        "Number %d: the business key %s is that of number %d, with other content",
                        number,
                        key(submission),
                        earlier));
    }

    private static String key(Submission submission) {
        return String.join("-", submission.key().parts());
    }

    private static Map<String, Object> answer(Acceptance acceptance) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", acceptance.word());
        answer.put("id", acceptance.id());
        answer.put("repeated", acceptance instanceof Acceptance.Repeated);
        return answer;
    }
}
