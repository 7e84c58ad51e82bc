package io.xianghub.legacy;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one call of an operation goes out and comes back: signed, with a token, in a cipher envelope. */
record HttpWay(
        HttpDeclaration declaration,
        HttpDeclaration.Operation called,
        TemplateValues values,
        Faults faults,
        Clock clock) {

    /** @param leaves whether it is sent: what is only told to a wire needs no credential */
    HttpTransport.Request request(boolean leaves) {
        return new HttpCall(called, values, faults).request(leaves);
    }

    /** @param repeats null when it must not be made again */
    HttpTransport.Answer take(
            HttpTransport.Request request, HttpTransport transport, @Nullable Repeats repeats, Duration within) {
        HttpAttempt attempt = new HttpAttempt(transport, faults, repeats);
        boolean signed =
                called.protection().signing() != null || called.protection().cipher() != null;
        HttpAttempt.Sending sending = made -> made == 1 || !signed ? request : request(true);
        TokenRule token = declaration.token();
        return opened(
                token == null
                        ? attempt.make(sending, within)
                        : new TokenCall(token, attempt, values, clock).make(sending, within),
                transport.seals());
    }

    /**
     * The answer out of its cipher envelope. What comes without one may refuse, as a gateway before the system does; that
     * it succeeded nobody has signed.
     */
    private HttpTransport.Answer opened(HttpTransport.Answer answer, SeenSeals seen) {
        CipherEnvelope cipher = called.protection().cipher();
        if (cipher == null) {
            return answer;
        }
        Object tree;
        try {
            tree = Json.parse(answer.body());
        } catch (Malformed notJson) {
            return answer;
        }
        boolean refusal = answer.status() >= 300 || !called.answer().rule().succeeded(tree);
        if (!CipherEnvelope.isOne(tree) && refusal) {
            return answer;
        }
        try {
            return answer.with(cipher.open(tree, values.binding(), clock.instant(), seen));
        } catch (Malformed unfit) {
            throw faults.unreadable(unfit.text());
        }
    }
}
