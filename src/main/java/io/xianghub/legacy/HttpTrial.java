package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The steps of a connection test that speak HTTP: a call of the declared probe, or a mere greeting where there is none. */
record HttpTrial(
        Binding binding, HttpDeclaration declaration, HttpTransport transport, Caller caller, TrialSteps steps) {

    /** Who tests: as a call of the bundle it has a time and running numbers. */
    record Caller(BundleName bundle, String connection, Clock clock, LongSupplier numbers) {}

    void run(Duration longest) {
        Probe probe = declaration.probe();
        if (probe == null) {
            greet(longest);
        } else {
            call(probe, longest);
        }
    }

    private void greet(Duration longest) {
        HttpTransport.Request request = new HttpTransport.Request(
                "GET", URI.create(binding.address()), Map.of(), null, HttpTransport.Told.NOTHING);
        HttpTransport.Answer answer;
        try {
            answer = transport.exchange(request, longest);
        } catch (IOException silent) {
            silent(silent, Text.of("没有 HTTP 应答", "There is no HTTP answer"));
            return;
        }
        int status = answer.status();
        if (status == 401 || status == 403) {
            notAccepted(status);
        } else if (status >= 500 && !isFault(answer)) {
            broken(status);
        } else {
            answered(status);
        }
    }

    /** A GET is no call: many a SOAP service answers it with status 500 and a Fault, and works. */
    private boolean isFault(HttpTransport.Answer answer) {
        return declaration.operations().values().stream()
                .anyMatch(operation -> operation.answer().body().isFault(answer.body()));
    }

    private void call(Probe probe, Duration longest) {
        HttpDeclaration.Operation called =
                Objects.requireNonNull(declaration.operations().get(probe.operation()));
        Faults faults = new Faults(caller.bundle(), caller.connection(), probe.operation());
        TemplateValues values = new TemplateValues(
                probe.body(),
                Map.of(),
                called.keys(),
                new TemplateValues.Bound(binding, true),
                new Moment(caller.clock().instant(), caller.numbers()));
        HttpWay way = new HttpWay(declaration, called, values, faults, caller.clock());
        HttpTransport.Answer answer;
        try {
            answer = way.take(way.request(true), transport, null, longest);
        } catch (Problem ended) {
            unanswered(ended);
            return;
        }
        int status = answer.status();
        if (status == 401 || status == 403) {
            notAccepted(status);
        } else {
            judge(answer, called, faults, probe);
        }
    }

    /** What ended the call before there was an answer to read. */
    private void unanswered(Problem ended) {
        Text words = words(ended);
        switch (ended.type()) {
            case UNBOUND_CONNECTION ->
                steps.failed("credentials", with(words, Text.of("请补全绑定", "complete the binding")));
            case DEPARTMENT_REFUSED ->
                steps.failed(
                        "credentials",
                        with(words, Text.of("没有得到令牌，请核对凭据", "no token was given; check the credentials")));
            case DEPARTMENT_UNREADABLE ->
                envelope(with(
                        words, Text.of("请核对加密信封的密钥与约定", "check the keys of the cipher envelope and what was agreed")));
            case INTERNAL ->
                steps.failed(
                        "http", with(words, Text.of("请修正声明中的 probe 或模板", "mend the declaration's probe or templates")));
            default -> {
                if (ended.getCause() instanceof IOException silent) {
                    silent(silent, words);
                } else {
                    steps.failed("http", words);
                }
            }
        }
    }

    private void silent(IOException silent, Text otherwise) {
        TlsContext.Failure failure = transport.tlsFailure(silent);
        if (failure == null) {
            steps.failed("http", with(otherwise, Text.of("请部门检查系统", "the department should look at its system")));
        } else {
            steps.failed(failure.step(), failure.words());
        }
    }

    private void judge(HttpTransport.Answer answer, HttpDeclaration.Operation called, Faults faults, Probe probe) {
        int status = answer.status();
        Problem problem = null;
        try {
            new HttpAnswer(called.answer(), faults).read(answer);
        } catch (Problem said) {
            problem = said;
        }
        boolean bare =
                problem != null && ("HTTP " + status).equals(problem.extras().get("departmentCode"));
        if (problem != null && problem.type() == ProblemType.DEPARTMENT_UNREACHABLE) {
            broken(status);
            return;
        }
        if (problem != null && status >= 300 && status < 400) {
            steps.failed("http", with(words(problem), Text.of("请核对绑定的地址", "check the binding's address")));
            return;
        }
        if (problem != null && bare && problem.type() == ProblemType.DEPARTMENT_REFUSED) {
            steps.failed(
                    "http",
                    Text.of(
                            "应答 HTTP %d；请核对绑定地址中的路径与操作的 path",
                            "HTTP %d; check the path in the binding's address and the operation's", status));
            return;
        }
        answered(status);
        steps.passed("credentials", Text.of("凭据被接受", "The credentials are accepted"));
        if (readable(answer, called)) {
            verdict(problem, probe);
        }
    }

    private boolean readable(HttpTransport.Answer answer, HttpDeclaration.Operation called) {
        AnswerBody body = called.answer().body();
        if (answer.body().length == 0 || body instanceof NoAnswer || body.isPage(answer)) {
            return true;
        }
        AnswerCharset charset = called.answer().charset();
        try {
            charset.truth(answer.contentType(), body.prolog(answer.body())).hold(answer.body());
            return steps.passed(
                    "charset",
                    Text.of(
                            "应答确是 %s",
                            "The answer is written in %s", charset.charset().label()));
        } catch (Malformed lie) {
            return steps.failed(
                    "charset",
                    with(
                            lie.text(),
                            Text.of(
                                    "请改正连接的 charset，或请部门改正其系统",
                                    "mend the connection's charset, or have the department mend its system")));
        }
    }

    private void verdict(@Nullable Problem problem, Probe probe) {
        if (problem == null) {
            steps.passed(
                    "envelope",
                    Text.of("应答合乎约定，且为成功", "The answer has the envelope that was agreed on, and says success"));
            return;
        }
        Text words = words(problem);
        switch (problem.type()) {
            case DEPARTMENT_HAS_NONE ->
                steps.passed("envelope", with(words, Text.of("应答合乎约定", "the envelope is the one agreed on")));
            case DEPARTMENT_REFUSED -> {
                if (probe.refusalSuffices()) {
                    steps.passed("envelope", with(words, Text.of("应答合乎约定", "the envelope is the one agreed on")));
                } else {
                    steps.failed(
                            "envelope",
                            with(
                                    words,
                                    Text.of(
                                            "若探测的数据本来就不存在，可设 probe.refusal: accepted；否则请与部门核对",
                                            "where there is nothing to be found, say probe.refusal: accepted;"
                                                    + " otherwise ask the department")));
                }
            }
            case DEPARTMENT_BUSY -> steps.failed("envelope", with(words, Text.of("请稍后再试", "try again later")));
            default ->
                steps.failed(
                        "envelope",
                        with(
                                words,
                                Text.of(
                                        "请核对声明的 success、failure、unwrap、output",
                                        "check success, failure, unwrap and output of the declaration")));
        }
    }

    private void envelope(Text words) {
        steps.passed("http", Text.of("有 HTTP 应答", "There is an HTTP answer"));
        steps.failed("envelope", words);
    }

    private void answered(int status) {
        steps.passed("http", Text.of("有 HTTP 应答（%d）", "There is an HTTP answer (%d)", status));
    }

    private void notAccepted(int status) {
        answered(status);
        steps.failed(
                "credentials",
                Text.of(
                        "应答 HTTP %d：凭据不被接受，请核对绑定的 secret",
                        "HTTP %d: the credentials are not accepted; check the binding's secret", status));
    }

    private void broken(int status) {
        steps.failed(
                "http", Text.of("应答 HTTP %d，请部门检查系统", "HTTP %d; the department should look at its system", status));
    }

    private static Text words(Problem problem) {
        Text detail = problem.detail();
        return detail == null ? new Text(problem.type().slug(), problem.type().slug()) : detail;
    }

    private static Text with(Text words, Text remedy) {
        return new Text(words.zh() + "；" + remedy.zh(), words.en() + "; " + remedy.en());
    }
}
