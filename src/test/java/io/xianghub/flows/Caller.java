package io.xianghub.flows;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls a running hub over HTTP as its users do. */
final class Caller {

    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    Caller(String address) {
        this.address = address;
    }

    /** An answer with its body as a tree, if it is JSON. */
    record Answer(int status, HttpResponse<byte[]> response) {

        Map<?, ?> json() {
            return (Map<?, ?>) tree(response.body());
        }

        List<?> items() {
            return (List<?>) json().get("items");
        }

        String problem() {
            return String.valueOf(json().get("code"));
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    Answer get(String path, String token) {
        return send(request(path, token).GET());
    }

    Answer get(String path, String token, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, token);
        headers.forEach(request::header);
        return send(request.GET());
    }

    Answer post(String path, String token, String contentType, byte[] body) {
        return send(request(path, token)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer postJson(String path, String token, String json) {
        return post(path, token, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Answer delete(String path, String token) {
        return send(request(path, token).DELETE());
    }

    Answer signed(String path, String contentType, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, null).header("Content-Type", contentType);
        headers.forEach(request::header);
        return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** A token of the super-app that acts for a demo user. */
    String tokenAs(String user) {
        return token(
                "demo-app",
                "demo-app-secret",
                "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:token-exchange") + "&subject_token=" + user
                        + "&subject_token_type=" + encoded("urn:xianghub:demo-user"));
    }

    /** A token of a client that acts for itself. */
    String tokenOf(String client) {
        return token(client, client + "-secret", "grant_type=client_credentials");
    }

    private String token(String client, String secret, String form) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        Answer answer = send(HttpRequest.newBuilder(URI.create(address + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        if (answer.status() != 200) {
            throw new AssertionError("No token: " + answer.status() + " "
                    + new String(answer.response().body(), StandardCharsets.UTF_8));
        }
        return String.valueOf(answer.json().get("access_token"));
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("The hub did not answer " + address, failed);
        }
    }

    static Object tree(byte[] json) {
        try {
            return Json.parse(json);
        } catch (Malformed notJson) {
            throw new AssertionError("Not JSON: " + new String(json, StandardCharsets.UTF_8), notJson);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
