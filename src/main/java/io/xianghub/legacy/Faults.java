package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What can go wrong between hub and department, told with bundle, connection and operation. */
record Faults(BundleName bundle, String connection, String operation) {

    private static final int MAX_WORDS = 200;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Set<ProblemType> OUTAGES = Set.of(
            ProblemType.DEPARTMENT_TIMEOUT, ProblemType.DEPARTMENT_UNREACHABLE, ProblemType.DEPARTMENT_UNREADABLE);

    /** A refusal is an answer: it says nothing against the department's system. */
    static boolean isOutage(Problem problem) {
        return OUTAGES.contains(problem.type());
    }

    Problem timeout(Duration waited) {
        return Problem.of(
                ProblemType.DEPARTMENT_TIMEOUT,
                said(
                        "%d 毫秒内没有应答".formatted(waited.toMillis()),
                        "gave no answer within %d ms".formatted(waited.toMillis())));
    }

    Problem tooLate() {
        return Problem.of(
                ProblemType.DEPARTMENT_TIMEOUT,
                said("调用前时限已到，未发出请求", "was not called: the deadline had passed before"));
    }

    Problem unreachable(Text why) {
        return Problem.of(ProblemType.DEPARTMENT_UNREACHABLE, said(why.zh(), why.en()))
                .retryAfter(TRY_AGAIN);
    }

    Problem unreadable(Text why) {
        return Problem.of(ProblemType.DEPARTMENT_UNREADABLE, said(why.zh(), why.en()));
    }

    Problem contract(Text why) {
        return Problem.of(ProblemType.DEPARTMENT_CONTRACT, said(why.zh(), why.en()));
    }

    Problem refused(String code, Optional<String> words) {
        return told(ProblemType.DEPARTMENT_REFUSED, new Text("拒绝", "refused"), code, words);
    }

    /** The department looked and has nothing. */
    Problem nothingThere(String code, Optional<String> words) {
        return told(ProblemType.DEPARTMENT_HAS_NONE, new Text("没有数据", "has nothing"), code, words);
    }

    /** The department works, and asks to be spared for a while. */
    Problem overloaded(String code, Optional<String> words) {
        return told(ProblemType.DEPARTMENT_BUSY, new Text("系统忙", "is busy"), code, words)
                .retryAfter(TRY_AGAIN);
    }

    private Problem told(ProblemType type, Text what, String code, Optional<String> words) {
        String message = words.map(Faults::bounded).orElse("");
        String own = "%s %s".formatted(bounded(code), message).strip();
        Problem problem = Problem.of(type, said(what.zh() + "：" + own, what.en() + ": " + own))
                .with("departmentCode", bounded(code));
        return message.isEmpty() ? problem : problem.with("departmentMessage", message);
    }

    /** More rows match than one call reads. */
    Problem tooMany(int total, int most) {
        return Problem.of(
                ProblemType.TOO_MANY_MATCHES,
                said(
                        "共有 %d 行，一次最多读取 %d 行".formatted(total, most),
                        "has %d rows of it, and one call reads %d at most".formatted(total, most)));
    }

    Problem open(Duration remaining) {
        return Problem.of(
                        ProblemType.DEPARTMENT_CIRCUIT_OPEN,
                        said(
                                "连续失败，暂停调用，剩余 %d 毫秒".formatted(remaining.toMillis()),
                                "failed too often and is not called for another %d ms".formatted(remaining.toMillis())))
                .retryAfter(remaining);
    }

    Problem busy(int concurrency) {
        return Problem.of(
                        ProblemType.DEPARTMENT_BUSY,
                        said(
                                "同时进行的调用已达 %d 个".formatted(concurrency),
                                "has %d calls under way already".formatted(concurrency)))
                .retryAfter(Duration.ofSeconds(1));
    }

    Problem unbound(Text why) {
        return Problem.of(ProblemType.UNBOUND_CONNECTION, said(why.zh(), why.en()));
    }

    /** @param kind what the recording has instead of an answer of the connection's style */
    Problem notRecorded(String kind) {
        return Problem.of(
                ProblemType.NOT_RECORDED,
                said(
                        "录制的应答（%s）不适用于此连接方式".formatted(kind),
                        "the recorded answer (%s) is not one of this connection's style".formatted(kind)));
    }

    /** The bundle asks for something that its declaration does not have: the engineer's matter, not the department's. */
    Problem misused(Text why) {
        return Problem.of(ProblemType.INTERNAL, said(why.zh(), why.en()));
    }

    private Text said(String zh, String en) {
        return new Text(
                "%s/%s 的 %s：%s".formatted(bundle, connection, operation, zh),
                "%s/%s, %s: %s".formatted(bundle, connection, operation, en));
    }

    private static String bounded(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }
}
