package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
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
        Asked asked = new Asked(operation, body, scope, deadline, wire);
        Paging paging = called.answer().paging();
        if (paging == null) {
            return once(called, called.keys(), asked);
        }
        return new Pages(paging, faults(operation)).read(page -> {
            Map<String, Object> keys = new LinkedHashMap<>(called.keys());
            keys.putAll(paging.keys(page));
            return once(called, keys, asked);
        });
    }

    /** What one caller asks for, in one exchange with the department or in several. */
    private record Asked(
            String operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            Instant deadline,
            Wire wire) {}

    private @Nullable Object once(HttpDeclaration.Operation called, Map<String, Object> keys, Asked asked) {
        String operation = asked.operation();
        Wire wire = asked.wire();
        Faults faults = faults(operation);
        Binding binding = bindingIfAny(declaration.style()).orElse(null);
        TemplateValues values =
                new TemplateValues(asked.body(), asked.scope(), keys, bound(binding, wire), moment(operation, wire));
        HttpWay way = new HttpWay(declaration, called, values, faults, access().clock());
        HttpTransport.Request request = way.request(!wire.isPlayed() && binding != null);
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
                bound -> transport(bound, faults),
                (transport, within) -> way.take(request, transport, repeats(operation, called, transport), within)
                        .heard());
        return cross(crossing, wire, asked.deadline(), heard -> answer.read(HttpTransport.Answer.of(heard)));
    }

    private HttpTransport transport(Binding binding, Faults faults) {
        try {
            return new HttpTransport(binding, access().watchdog());
        } catch (UnfitTls unfit) {
            throw faults.unbound(unfit.text());
        }
    }

    private @Nullable Repeats repeats(String operation, HttpDeclaration.Operation called, HttpTransport transport) {
        return called.idempotent() ? line().repeats(operation, transport.retries()) : null;
    }

    @Override
    public Source source(String source) {
        throw notOfThisStyle(source);
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
