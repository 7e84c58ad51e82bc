package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP, whatever their bodies are written in. */
final class HttpConnection extends BoundConnection {

    private final HttpDeclaration declaration;

    HttpConnection(BundleName bundle, ConnectionDefinition definition, HttpDeclaration declaration, Access access) {
        super(bundle, definition, access);
        this.declaration = declaration;
    }

    @Override
    public @Nullable Object call(
            String operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            Instant deadline,
            Wire wire) {
        HttpDeclaration.Operation called = declared(declaration.operations(), operation);
        Faults faults = faults(operation);
        Binding binding = bindingIfAny(declaration.style()).orElse(null);
        TemplateValues values =
                new TemplateValues(body, scope, called.keys(), bound(binding, wire), moment(operation, wire));
        HttpTransport.Request request =
                new HttpCall(called, values, faults).request(!wire.isPlayed() && binding != null);
        HttpAnswer answer = new HttpAnswer(called.answer(), faults);
        Crossing<HttpTransport, Wire.Heard.Bytes> crossing = new Crossing<>(
                declaration.style(),
                binding,
                faults,
                request.told()
                        .sent(
                                definition().name(),
                                operation,
                                declaration.charset().charset(),
                                values.moment()),
                Wire.Heard.Bytes.class,
                bound -> new HttpTransport(bound, access().watchdog()),
                (transport, within) -> opened(
                                made(new HttpAttempt(transport, faults, called.idempotent()), request, within, values),
                                called,
                                values,
                                faults)
                        .heard());
        return cross(crossing, wire, deadline, heard -> answer.read(HttpTransport.Answer.of(heard)));
    }

    private HttpTransport.Answer made(
            HttpAttempt attempt, HttpTransport.Request request, Duration within, TemplateValues values) {
        TokenRule token = declaration.token();
        return token == null
                ? attempt.make(request, within)
                : new TokenCall(token, attempt, values, access().clock()).make(request, within);
    }

    /**
     * The answer out of its cipher envelope. What comes without one may refuse, as a gateway before the system does; that
     * it succeeded nobody has signed.
     */
    private static HttpTransport.Answer opened(
            HttpTransport.Answer answer, HttpDeclaration.Operation called, TemplateValues values, Faults faults) {
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
            return answer.with(cipher.open(tree, values.binding()));
        } catch (Malformed unfit) {
            throw faults.unreadable(unfit.text());
        }
    }

    @Override
    public FileSource files(String source) {
        throw notOfThisStyle(source);
    }

    @Override
    public RowSource rows(String source) {
        throw notOfThisStyle(source);
    }

    private Problem notOfThisStyle(String source) {
        String style = declaration.style().word();
        return faults(source).misused(Text.of("%s 连接没有来源", "A connection of style %s has no sources", style));
    }
}
