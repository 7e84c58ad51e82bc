package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Unwritable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The request of one call of an operation, its templates filled. */
record HttpCall(HttpDeclaration.Operation called, TemplateValues values, Faults faults) {

    HttpTransport.Request request() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", called.answer().body().accept());
        byte[] bytes = null;
        Object told = null;
        if (called.request() != null) {
            RequestBody body = called.request().body();
            Object tree = called.request().tree().fill(values);
            if (!body.isNone(tree)) {
                told = body.told(tree);
                try {
                    bytes = body.bytes(tree, values);
                } catch (Malformed unfit) {
                    throw faults.misused(unfit.text());
                }
                headers.putAll(body.headers());
            }
        }
        // What the bundle declares comes before what the style says by itself; as in a query, what is empty is not
        // sent.
        called.target().headers().forEach((name, template) -> {
            String text = header(name, template);
            if (!text.isEmpty()) {
                headers.put(name, text);
            }
        });
        return new HttpTransport.Request(called.target().method(), uri(), headers, bytes, told);
    }

    private String header(String name, Template template) {
        String text = template.text(values);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw faults.misused(Text.of("请求头 %s 含有控制字符", "The header %s has a control character", name));
        }
        return text;
    }

    private URI uri() {
        Charset escapes = called.target().escapes();
        String query = called.target().query().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().text(values)))
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> encoded(entry.getKey(), escapes) + "=" + parameter(entry, escapes))
                .collect(Collectors.joining("&"));
        return URI.create(
                values.binding().address() + path(called.target().path()) + (query.isEmpty() ? "" : "?" + query));
    }

    /** What fills a hole is one segment's part: it cannot climb to another path. */
    private String path(Template template) {
        if (template instanceof Template.Joined joined) {
            return joined.parts().stream()
                    .map(part -> part instanceof Template.Constant ? part.text(values) : segment(part))
                    .collect(Collectors.joining());
        }
        return template.text(values);
    }

    private String segment(Template part) {
        String text = part.text(values);
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw faults.misused(Text.of("路径中的值为空", "A value in the path is empty"));
        }
        return encoded(text, StandardCharsets.UTF_8);
    }

    /** The encoder below would write a question mark for what the charset cannot carry. */
    private String parameter(Map.Entry<String, String> parameter, Charset charset) {
        Unwritable.in(Map.of(parameter.getKey(), parameter.getValue()), charset, charset.name())
                .ifPresent(unfit -> {
                    throw faults.misused(unfit.text());
                });
        return encoded(parameter.getValue(), charset);
    }

    private static String encoded(String text, Charset charset) {
        return URLEncoder.encode(text, charset).replace("+", "%20");
    }
}
