package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer by an operation's rules. */
record HttpAnswer(HttpDeclaration.Answer declared, Faults faults) {

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
        if (declared.body() instanceof NoAnswer && !declared.body().isPage(answer)) {
            return null;
        }
        Object tree = tree(answer);
        if (!declared.rule().succeeded(tree)) {
            throw refusal(tree);
        }
        declared.rule().refusalInOutput(tree).ifPresent(words -> {
            throw refused(words);
        });
        try {
            return declared.rule().output().in(tree);
        } catch (Malformed broken) {
            throw faults.unreadable(broken.text());
        }
    }

    private Problem refused(String words) {
        return faults.refused("-", Optional.of(words));
    }

    private Problem refusal(@Nullable Object tree) {
        Optional<String> code = failure().code(tree);
        Optional<String> message = failure().message(tree);
        if (code.isEmpty() && message.isEmpty()) {
            return faults.unreadable(
                    Text.of("应答中没有成功标志，也没有失败说明", "The answer has neither the mark of success nor words of failure"));
        }
        return failure().problem(code.orElse("-"), message, faults);
    }

    private FailureRule failure() {
        return declared.rule().failure();
    }

    /**
     * A system that fails in itself (5xx) is out of order; one that says no (4xx) works. So does one that says no by its
     * protocol's own Fault, or in a code or words that the declaration knows, whatever the status.
     */
    private Problem failed(HttpTransport.Answer answer) {
        int status = answer.status();
        String bare = "HTTP " + status;
        AnswerBody.Reading reading = null;
        try {
            reading = declared.body().read(answer.body());
        } catch (Malformed notOurs) {
            // An error page of some web server: the status says enough.
        }
        if (reading instanceof AnswerBody.Reading.Fault fault) {
            return failure().problem(fault.code(), fault.message(), faults);
        }
        Object tree = reading instanceof AnswerBody.Reading.Tree read ? read.tree() : null;
        Optional<String> words =
                reading == null ? plainWords(answer) : declared.rule().refusal(tree);
        if (words.isPresent()) {
            return refused(words.get());
        }
        String code = failure().code(tree).orElse(bare);
        if (failure().knows(code) || status < 500) {
            return failure().problem(code, failure().message(tree), faults);
        }
        return failure().knows(bare)
                ? failure().problem(bare, failure().message(tree), faults)
                : faults.unreachable(Text.of("应答 HTTP %d", "Answered HTTP %d", status));
    }

    private @Nullable Object tree(HttpTransport.Answer answer) {
        AnswerBody body = declared.body();
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
            declared.charset()
                    .truth(answer.contentType(), body.prolog(answer.body()))
                    .hold(answer.body());
            return opened(body.read(answer.body()));
        } catch (Envelope.PlainWords words) {
            throw refused(words.words());
        } catch (Malformed broken) {
            throw plainWords(answer).map(this::refused).orElseGet(() -> faults.unreadable(broken.text()));
        }
    }

    private @Nullable Object opened(AnswerBody.Reading reading) throws Malformed, Envelope.PlainWords {
        if (reading instanceof AnswerBody.Reading.Fault fault) {
            throw failure().problem(fault.code(), fault.message(), faults);
        }
        Object tree = ((AnswerBody.Reading.Tree) reading).tree();
        declared.rule().refusal(tree).ifPresent(words -> {
            throw refused(words);
        });
        return declared.rule().unwrapped(tree);
    }

    /** Words where a document should be, when they are such as the department refuses in. */
    private Optional<String> plainWords(HttpTransport.Answer answer) {
        try {
            return failure()
                    .refusing(Stream.of(Charsets.decode(
                            answer.body(), declared.charset().charset().charset())));
        } catch (Malformed notOfTheCharset) {
            return Optional.empty();
        }
    }
}
