package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Malformed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer by an operation's rules. */
record HttpAnswer(AnswerBody body, AnswerRule rule, Faults faults) {

    @Nullable Object read(HttpTransport.Answer answer) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            throw faults.unreadable(Text.of(
                    "应答 HTTP %d，要求转到别处；枢纽不跟随重定向",
                    "Answered HTTP %d and points elsewhere; the hub follows no redirect", status));
        }
        if (status >= 400) {
            throw failed(answer);
        }
        if (body instanceof NoAnswer && !body.isPage(answer)) {
            return null;
        }
        Object tree = tree(answer);
        if (!rule.succeeded(tree)) {
            throw refusal(tree);
        }
        try {
            return rule.output().in(tree);
        } catch (Malformed broken) {
            throw faults.unreadable(broken.text());
        }
    }

    private Problem refusal(@Nullable Object tree) {
        Optional<String> code = rule.code(tree);
        Optional<String> message = rule.message(tree);
        if (code.isEmpty() && message.isEmpty()) {
            return faults.unreadable(
                    Text.of("应答中没有成功标志，也没有失败说明", "The answer has neither the mark of success nor words of failure"));
        }
        return faults.refused(code.orElse("-"), message);
    }

    /**
     * A system that fails in itself (5xx) is out of order; one that says no (4xx) works. So does one that says no by its
     * protocol's own Fault, whatever the status.
     */
    private Problem failed(HttpTransport.Answer answer) {
        int status = answer.status();
        AnswerBody.Reading reading = null;
        try {
            reading = body.read(answer.body());
        } catch (Malformed notOurs) {
            // An error page of some web server: the status says enough.
        }
        if (reading instanceof AnswerBody.Reading.Fault fault) {
            return faults.refused(fault.code(), fault.message());
        }
        if (status >= 500) {
            return faults.unreachable(Text.of("应答 HTTP %d", "Answered HTTP %d", status));
        }
        if (reading instanceof AnswerBody.Reading.Tree read) {
            return faults.refused(rule.code(read.tree()).orElse("HTTP " + status), rule.message(read.tree()));
        }
        return faults.refused("HTTP " + status, Optional.empty());
    }

    private @Nullable Object tree(HttpTransport.Answer answer) {
        if (answer.body().length == 0 && body.mayBeEmpty() && (answer.status() == 202 || answer.status() == 204)) {
            return null;
        }
        if (body.isPage(answer)) {
            throw faults.unreadable(Text.of(
                    "应答 HTTP %d 是网页而不是 %s，可能是登录会话已失效",
                    "Answered HTTP %d with a web page instead of %s; the session may have ended",
                    answer.status(),
                    body.word()));
        }
        try {
            AnswerBody.Reading reading = body.read(answer.body());
            if (reading instanceof AnswerBody.Reading.Fault fault) {
                throw faults.refused(fault.code(), fault.message());
            }
            return rule.unwrapped(((AnswerBody.Reading.Tree) reading).tree());
        } catch (Envelope.PlainWords words) {
            throw faults.refused("-", Optional.of(words.words()));
        } catch (Malformed broken) {
            throw faults.unreadable(broken.text());
        }
    }
}
