package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP answer by an operation's rules. */
record JsonAnswer(AnswerRule rule, Charset charset, Faults faults) {

    @Nullable Object read(HttpTransport.Answer answer) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            throw faults.unreadable(Text.of(
                    "应答 HTTP %d，要求转到别处；枢纽不跟随重定向",
                    "Answered HTTP %d and points elsewhere; the hub follows no redirect", status));
        }
        if (status >= 400) {
            return failed(answer);
        }
        Object tree = tree(answer);
        if (!rule.succeeded(tree)) {
            throw refusal(tree);
        }
        try {
            return rule.output(tree);
        } catch (Malformed broken) {
            throw faults.unreadable(broken.text());
        }
    }

    private RuntimeException refusal(@Nullable Object tree) {
        Optional<String> code = rule.code(tree);
        Optional<String> message = rule.message(tree);
        if (code.isEmpty() && message.isEmpty()) {
            return faults.unreadable(
                    Text.of("应答中没有成功标志，也没有失败说明", "The answer has neither the mark of success nor words of failure"));
        }
        return faults.refused(code.orElse("-"), message);
    }

    /** A system that fails in itself (5xx) is out of order; one that says no (4xx) works. */
    private @Nullable Object failed(HttpTransport.Answer answer) {
        int status = answer.status();
        if (status >= 500) {
            throw faults.unreachable(Text.of("应答 HTTP %d", "Answered HTTP %d", status));
        }
        Object tree = null;
        try {
            tree = Json.parse(answer.body(), charset);
        } catch (Malformed notOurs) {
            // An error page of some web server: the status says enough.
            throw faults.refused("HTTP " + status, Optional.empty());
        }
        throw faults.refused(rule.code(tree).orElse("HTTP " + status), rule.message(tree));
    }

    private @Nullable Object tree(HttpTransport.Answer answer) {
        try {
            String text = Charsets.decode(answer.body(), charset);
            if (looksLikeAPage(answer.contentType(), text)) {
                throw faults.unreadable(Text.of(
                        "应答 HTTP %d 是网页而不是 JSON，可能是登录会话已失效",
                        "Answered HTTP %d with a web page instead of JSON; the session may have ended",
                        answer.status()));
            }
            Object tree = Json.parse(text);
            return tree instanceof String inner && rule.jsonInString() != AnswerRule.JsonInString.NO
                    ? Json.parse(inner)
                    : tree;
        } catch (Malformed broken) {
            throw faults.unreadable(broken.text());
        }
    }

    private static boolean looksLikeAPage(String contentType, String text) {
        return contentType.regionMatches(true, 0, "text/html", 0, 9)
                || text.stripLeading().startsWith("<");
    }
}
