package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a curl command as the one operation of a department's system. */
final class CurlReader {

    private static final Position AT = Position.whole("curl");
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(authorization|token|secret|passw|pwd|api-?key|appkey|app-key|signature|\\bsign\\b|credential).*");
    private static final Set<String> WIRE = Set.of(
            "content-type",
            "accept",
            "host",
            "content-length",
            "user-agent",
            "connection",
            "accept-encoding",
            "accept-language",
            "origin",
            "referer");

    private final CurlCommand command;
    private final Order order;
    private final Notes notes;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private CurlReader(CurlCommand command, Order order, Notes notes) {
        this.command = command;
        this.order = order;
        this.notes = notes;
    }

    static Optional<LegacySystem> read(String text, Order order, Notes notes) {
        return CurlCommand.read(text.strip(), notes).flatMap(command -> new CurlReader(command, order, notes).system());
    }

    private Optional<LegacySystem> system() {
        Optional<URI> address = address();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (!List.of("GET", "POST", "PUT", "DELETE", "PATCH").contains(command.method())) {
            notes.error(
                    AT,
                    "method",
                    Text.of("枢纽不调用 %s", "The hub does not call %s", command.method()),
                    Text.of("可用 GET POST PUT DELETE PATCH", "GET POST PUT DELETE PATCH can be called"));
            return Optional.empty();
        }
        Optional<Body> body = body();
        Optional<LegacyOperation.Outcome> outcome = outcome();
        if (body.isEmpty() || outcome.isEmpty() || notes.hasErrors()) {
            return Optional.empty();
        }
        Shape.Group query = pairs(address.get().getRawQuery(), "query");
        LegacyOperation.Input input = new LegacyOperation.Input(
                Shape.Group.EMPTY,
                query,
                Shape.Group.EMPTY,
                body.get().shape(),
                body.get().example());
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("style", body.get().style().word());
        connection.put("charset", "UTF-8");
        String path = address.get().getRawPath().isEmpty() ? "/" : address.get().getRawPath();
        LegacyOperation operation = new LegacyOperation(
                CamelCase.of(order.bundle().value()),
                new LegacyOperation.About("", "", AT),
                new LegacyOperation.Wire("core", keys(path, query, input), command.method(), path, null),
                input,
                outcome.get());
        return Optional.of(new LegacySystem(
                order.bundle().value(),
                Map.of(
                        "core",
                        new LegacyConnection(
                                "core",
                                body.get().style(),
                                connection,
                                List.of("address in the command: "
                                        + address.get().getScheme() + "://"
                                        + address.get().getAuthority()),
                                properties)),
                List.of(operation),
                ""));
    }

    private Optional<URI> address() {
        String url = command.url().matches("(?i)https?://.*") ? command.url() : "http://" + command.url();
        try {
            URI address = URI.create(url.replace(" ", "%20"));
            if (address.getHost() != null && address.getUserInfo() == null) {
                return Optional.of(address);
            }
        } catch (IllegalArgumentException notAnAddress) {
            // told below
        }
        notes.error(
                AT,
                "curl-url",
                Text.of("地址不正确，或含有用户名口令", "The address is wrong, or carries a user and password"),
                Text.of(
                        "写成 http(s)://主机/路径，特殊字符用 %% 转义",
                        "Write http(s)://host/path with special characters escaped by %%"));
        return Optional.empty();
    }

    private Map<String, Object> keys(String path, Shape.Group query, LegacyOperation.Input input) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("method", command.method());
        keys.put("path", path);
        Map<String, Object> asked = new LinkedHashMap<>();
        properties.keySet().forEach(name -> asked.put(name, "${binding." + name + "}"));
        query.parts().forEach(part -> asked.put(part.name(), "${body.query." + part.name() + "}"));
        if (!asked.isEmpty()) {
            keys.put("query", asked);
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        command.headers().forEach((name, value) -> {
            if (SECRET.matcher(name).matches()) {
                boolean scheme = value.matches("(?i)(Bearer|Basic|Token) .+");
                headers.put(name, (scheme ? value.substring(0, value.indexOf(' ') + 1) : "") + "${secret}");
                notes.warning(
                        AT,
                        "secret-masked",
                        Text.of("请求头 %s 的值没有写入路由包", "The value of the header %s was not written", name),
                        Text.of("把它作为绑定的 secret", "Give it to the binding as its secret"));
            } else if (!WIRE.contains(name) && !value.contains("${")) {
                headers.put(name, value);
            }
        });
        if (!headers.isEmpty()) {
            keys.put("headers", headers);
        }
        if (!command.method().equals("GET") && input.nested()) {
            keys.put("request", "${body.body}");
        }
        if (input.body() == null && !command.method().equals("GET")) {
            keys.put("request", "${body.body}");
        }
        if (command.method().equals("GET")) {
            keys.put("idempotent", true);
        }
        return keys;
    }

    /** Names and values of a query or form; secrets become public properties of the binding, because they have to be somewhere. */
    private Shape.Group pairs(@Nullable String text, String place) {
        List<Shape.Part> parts = new ArrayList<>();
        for (String pair : text == null ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (name.isEmpty()) {
                continue;
            }
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_:-]*")) {
                notes.warning(
                        AT,
                        "parameter-name",
                        Text.of("映射的路径无法写出参数名 %s", "A mapping's path cannot spell the parameter %s", name),
                        Text.of("该参数未生成", "It was left out"));
            } else if (SECRET.matcher(name).matches() && place.equals("query")) {
                properties.put(name, "simulated");
                notes.warning(
                        AT,
                        "secret-in-query",
                        Text.of(
                                "参数 %s 像是密钥，值没有写入；枢纽只在请求头中使用密钥",
                                "The parameter %s looks like a secret; its value was not written, and the hub uses"
                                        + " secrets in headers only",
                                name),
                        Text.of(
                                "请部门改用请求头，或在绑定的 properties 中填写 %s",
                                "Ask the department for a header, or fill %s in the binding's properties", name));
            } else {
                boolean secret = SECRET.matcher(name).matches();
                parts.add(new Shape.Part(
                        name,
                        Shape.Leaf.of(Shape.Kind.TEXT, secret ? "masked" : value.isBlank() ? null : value),
                        false,
                        ""));
            }
        }
        return new Shape.Group(parts);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asWritten) {
            return text;
        }
    }

    /** The body, and by which style it goes. */
    private record Body(LegacyConnection.Style style, @Nullable Shape shape, @Nullable Object example) {}

    private Optional<Body> body() {
        String data = command.data().strip();
        if (data.isEmpty()) {
            return Optional.of(new Body(LegacyConnection.Style.HTTP_JSON, null, null));
        }
        String type = command.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        if (type.contains("json") || data.startsWith("{") || data.startsWith("[")) {
            return SourceTree.read(new SourceFile(Path.of("curl-data"), data), notes)
                    .map(tree -> {
                        Object masked = masked(tree.plain());
                        Shape shape = new JsonShapes(notes).of(tree);
                        return new Body(LegacyConnection.Style.HTTP_JSON, shape, masked);
                    });
        }
        if (data.contains("=") && !data.startsWith("<")) {
            Shape.Group form = pairs(data, "form");
            return Optional.of(new Body(LegacyConnection.Style.HTTP_FORM, form, null));
        }
        notes.error(
                AT,
                "curl-data",
                Text.of("正文既不是 JSON 也不是表单", "The data is neither JSON nor a form"),
                Text.of(
                        "XML 请给出应答样例并用 --request 给出请求样例",
                        "For XML give a sample of the answer, and one of the request with --request"));
        return Optional.empty();
    }

    private static @Nullable Object masked(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, value) -> masked.put(
                    String.valueOf(key),
                    value instanceof String
                                    && SECRET.matcher(String.valueOf(key)).matches()
                            ? "masked"
                            : masked(value)));
            return masked;
        }
        return tree instanceof List<?> list
                ? list.stream().map(CurlReader::masked).toList()
                : tree;
    }

    private Optional<LegacyOperation.Outcome> outcome() {
        Path sample = order.source().answer();
        if (sample == null) {
            notes.warning(
                    AT,
                    "answer-unknown",
                    Text.of("没有应答样例，应答按原样传递", "There is no sample of the answer; it is passed on as it is"),
                    Text.of("用 --answer 给出应答样例", "Give a sample of the answer with --answer"));
            return Optional.of(new LegacyOperation.Outcome(Shape.Tree.UNKNOWN, null, null, false));
        }
        return SourceFile.read(sample, notes)
                .flatMap(file -> SourceTree.read(file, notes))
                .map(tree -> {
                    JsonShapes shapes = new JsonShapes(notes);
                    shapes.envelope(tree);
                    return LegacyOperation.Outcome.exactly(shapes.of(tree), tree.plain());
                });
    }
}
