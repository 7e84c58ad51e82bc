package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP. */
final class HttpJsonConnection extends BoundConnection {

    private final HttpJsonDeclaration declaration;

    HttpJsonConnection(
            BundleName bundle, ConnectionDefinition definition, HttpJsonDeclaration declaration, Access access) {
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
        HttpJsonDeclaration.Operation called = declared(declaration.operations(), operation);
        Faults faults = faults(operation);
        Binding binding = bindingIfAny(Style.HTTP_JSON).orElse(null);
        TemplateValues values = values(body, scope, called.keys(), binding, wire);
        HttpTransport.Request request = request(called, values, faults);
        JsonAnswer answer = new JsonAnswer(called.answer(), declaration.charset(), faults);
        Crossing<HttpTransport, Wire.Heard.Bytes> crossing = new Crossing<>(
                Style.HTTP_JSON,
                binding,
                faults,
                request.sent(definition().name(), operation, values.binding().address(), declaration.charset()),
                Wire.Heard.Bytes.class,
                bound -> new HttpTransport(bound, access().watchdog()),
                (transport, within) -> new HttpAttempt(transport, faults, called.idempotent())
                        .make(request, within)
                        .heard());
        return cross(crossing, wire, deadline, heard -> answer.read(HttpTransport.Answer.of(heard)));
    }

    private HttpTransport.Request request(HttpJsonDeclaration.Operation called, TemplateValues values, Faults faults) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        called.headers().forEach((name, template) -> {
            String text = template.text(values);
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw faults.misused(Text.of("请求头 %s 含有控制字符", "The header %s has a control character", name));
            }
            headers.put(name, text);
        });
        byte[] bytes = null;
        if (called.request() != null) {
            try {
                bytes = Charsets.encode(Json.write(called.request().fill(values)), declaration.charset());
            } catch (Malformed unmappable) {
                throw faults.misused(unmappable.text());
            }
            headers.putIfAbsent(
                    "Content-Type",
                    "application/json;charset=" + declaration.charset().name());
        }
        return new HttpTransport.Request(called.method(), uri(called, values, faults), headers, bytes);
    }

    private static URI uri(HttpJsonDeclaration.Operation called, TemplateValues values, Faults faults) {
        String path = path(called.path(), values, faults);
        String query = called.query().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().text(values)))
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(values.binding().address() + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** What fills a hole is one segment's part: it cannot climb to another path. */
    private static String path(Template template, TemplateValues values, Faults faults) {
        if (template instanceof Template.Joined joined) {
            return joined.parts().stream()
                    .map(part -> part instanceof Template.Constant ? part.text(values) : segment(part, values, faults))
                    .collect(Collectors.joining());
        }
        return template.text(values);
    }

    private static String segment(Template part, TemplateValues values, Faults faults) {
        String text = part.text(values);
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw faults.misused(Text.of("路径中的值为空", "A value in the path is empty"));
        }
        return encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
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
        return faults(source).misused(Text.of("http-json 连接没有来源", "A connection of style http-json has no sources"));
    }
}
