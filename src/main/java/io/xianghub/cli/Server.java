package io.xianghub.cli;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The running hub as a command reaches it: address, and who calls. */
final class Server {

    private static final String DEMO_USER = "urn:xianghub:demo-user";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    @Option(
            names = "--server",
            defaultValue = "${env:XIANGHUB_SERVER:-http://127.0.0.1:8080}",
            description = "枢纽地址（${DEFAULT-VALUE}） / address of the hub (${DEFAULT-VALUE})")
    private String address = "";

    @Option(names = "--as", description = "演示用户，用令牌交换取得令牌 / demo user, by token exchange")
    private @Nullable String user;

    @Option(names = "--client", description = "客户端，用客户端凭据取得令牌 / client, by its credentials")
    private @Nullable String client;

    @Option(
            names = "--client-secret",
            defaultValue = "${env:XIANGHUB_CLIENT_SECRET}",
            description = "客户端密钥；演示客户端可省略 / its secret; demo clients need none")
    private @Nullable String clientSecret;

    @Option(
            names = "--token",
            defaultValue = "${env:XIANGHUB_TOKEN}",
            description = "现成的访问令牌 / an access token you have")
    private @Nullable String token;

    private @Nullable HttpClient http;

    /** An answer's status and its body as a tree. */
    record Answer(int status, @Nullable Object body) {

        Map<?, ?> map() {
            return body instanceof Map<?, ?> map ? map : Map.of();
        }

        String text(String key) {
            return String.valueOf(map().get(key));
        }

        List<?> list(String key) {
            return Server.list(map(), key);
        }
    }

    static List<?> list(Map<?, ?> tree, String key) {
        return tree.get(key) instanceof List<?> list ? list : List.of();
    }

    /** What is posted. */
    @SuppressWarnings("ArrayRecordComponent") // sent once and never compared
    record Request(String path, String contentType, byte[] body, Map<String, String> headers) {

        static Request empty(String path) {
            return new Request(path, "application/json", new byte[0], Map.of());
        }
    }

    Answer get(String path, Reading reading, String defaultUser) {
        return send(HttpRequest.newBuilder().GET(), path, reading, defaultUser);
    }

    Answer post(String path, String contentType, byte[] body, Reading reading, String defaultUser) {
        return post(new Request(path, contentType, body, Map.of()), reading, defaultUser);
    }

    Answer post(Request request, Reading reading, String defaultUser) {
        HttpRequest.Builder builder = HttpRequest.newBuilder()
                .header("Content-Type", request.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        return send(builder, request.path(), reading, defaultUser);
    }

    Answer delete(String path, Reading reading, String defaultUser) {
        return send(HttpRequest.newBuilder().DELETE(), path, reading, defaultUser);
    }

    /** What an address answers byte for byte; what it refuses ends the command. */
    byte[] download(String path, Reading reading, String defaultUser) {
        HttpResponse<byte[]> response =
                answer(signedIn(HttpRequest.newBuilder().GET(), path, reading, defaultUser), reading);
        if (response.statusCode() >= 400) {
            expect(parsed(response, reading), reading);
        }
        return response.body();
    }

    private Answer send(HttpRequest.Builder request, String path, Reading reading, String defaultUser) {
        return exchange(signedIn(request, path, reading, defaultUser), reading);
    }

    private HttpRequest signedIn(HttpRequest.Builder request, String path, Reading reading, String defaultUser) {
        return request.header("Authorization", "Bearer " + accessToken(reading, defaultUser))
                .header("Accept-Language", reading.locale().toLanguageTag())
                .uri(URI.create(address + path))
                .build();
    }

    /** The token given, or one for the demo user or client named. */
    String accessToken(Reading reading, String defaultUser) {
        if (token != null && !token.isBlank()) {
            return token;
        }
        Map<String, String> form = new LinkedHashMap<>();
        String id = client == null ? "demo-app" : client;
        if (client == null) {
            form.put("grant_type", EXCHANGE);
            form.put("subject_token", user == null ? defaultUser : user);
            form.put("subject_token_type", DEMO_USER);
        } else {
            form.put("grant_type", "client_credentials");
        }
        String secret = clientSecret == null || clientSecret.isBlank() ? id + "-secret" : clientSecret;
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/oauth2/token"))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        Answer answer = exchange(request, reading);
        if (answer.status() != 200) {
            throw new Refusal(
                    Exit.REFUSED,
                    reading.say(Text.of(
                            "没有取得令牌（%s）：请核对 --as、--client 或提供 --token",
                            "No token (%s): check --as or --client, or give --token",
                            String.valueOf(answer.map().get("error")))));
        }
        return answer.text("access_token");
    }

    /** Made when it is needed: setting up its cryptography takes a quarter of a second. */
    private synchronized HttpClient client() {
        if (http == null) {
            http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        }
        return http;
    }

    private Answer exchange(HttpRequest request, Reading reading) {
        return parsed(answer(request, reading), reading);
    }

    private Answer parsed(HttpResponse<byte[]> response, Reading reading) {
        try {
            byte[] body = response.body();
            return new Answer(response.statusCode(), body.length == 0 ? null : Json.parse(body));
        } catch (Malformed notJson) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of("%s 的应答不是 JSON", "What answers at %s does not speak JSON", address)));
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request, Reading reading) {
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new Refusal(
                    Exit.UNREACHABLE,
                    reading.say(Text.of(
                            "无法连接 %s：枢纽是否已启动？（mvn spring-boot:run）",
                            "Cannot reach %s: is the hub running? (mvn spring-boot:run)", address)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(Exit.FAILED, reading.say(Text.of("已中断", "Interrupted")));
        }
    }

    /** Ends the command with the problem's own words when the answer is one. */
    static Answer expect(Answer answer, Reading reading) {
        if (answer.status() < 400) {
            return answer;
        }
        answer.list("findings").forEach(found -> {
            if (found instanceof Map<?, ?> finding) {
                reading.finding(finding);
            }
        });
        answer.list("violations").forEach(found -> {
            if (found instanceof Map<?, ?> wrong) {
                reading.err().println(wrong.get("path") + ": " + wrong.get("message"));
            }
        });
        String detail =
                answer.map().containsKey("detail") ? reading.say(new Text("：", ": ")) + answer.text("detail") : "";
        throw new Refusal(exitCode(answer), answer.text("title") + detail + " → " + answer.text("remedy"));
    }

    private static int exitCode(Answer answer) {
        return switch (answer.status()) {
            case 404 -> Exit.NOT_FOUND;
            case 409 -> Exit.CONFLICT;
            case 401, 403 -> Exit.REFUSED;
            case 422 -> answer.list("findings").isEmpty() ? Exit.REFUSED : Exit.FINDINGS;
            default -> Exit.FAILED;
        };
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
