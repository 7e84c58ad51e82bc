package io.xianghub.gateway;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The bytes become a tree; the caller must be able to read JSON, too. */
final class Reading implements Stage {

    private static final List<String> HARMLESS_PARAMETERS = List.of("charset", "profile");

    @Override
    public void pass(Call call) {
        requireReaderOfJson(call.request().getHeader(HttpHeaders.ACCEPT));
        byte[] bytes = bytes(call);
        if (call.operation().request() == null) {
            if (bytes.length > 0) {
                throw Problem.of(ProblemType.INVALID_REQUEST)
                        .at("$.body", Text.of("此服务不接收请求体", "This service takes no body"));
            }
            return;
        }
        if (bytes.length == 0) {
            throw Problem.of(ProblemType.INVALID_REQUEST).at("$.body", Text.of("缺少请求体", "The body is missing"));
        }
        requireJson(call.request().getContentType());
        call.input().put("body", tree(bytes));
    }

    private static byte[] bytes(Call call) {
        try {
            return call.request().getInputStream().readAllBytes();
        } catch (IOException broken) {
            throw Problem.of(ProblemType.INVALID_REQUEST, Text.of("请求体没有收全", "The body did not arrive completely"))
                    .causedBy(broken);
        }
    }

    private static @Nullable Object tree(byte[] bytes) {
        try {
            return Json.parse(Charsets.decode(bytes, StandardCharsets.UTF_8));
        } catch (Malformed malformed) {
            throw Problem.of(
                    malformed.reason() == Malformed.Reason.CHARSET
                            ? ProblemType.WRONG_CHARSET
                            : ProblemType.MALFORMED_JSON,
                    malformed.text());
        }
    }

    private static void requireJson(@Nullable String declared) {
        MediaType type = type(declared);
        if (type == null
                || !type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                || !HARMLESS_PARAMETERS.containsAll(type.getParameters().keySet())) {
            throw unsupported(Text.of("应为 application/json", "It should be application/json"));
        }
        Charset charset = type.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw unsupported(Text.of("JSON 只能用 UTF-8 编码", "JSON is UTF-8 and nothing else"));
        }
    }

    private static void requireReaderOfJson(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return;
        }
        try {
            boolean json = MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON) && type.getQualityValue() > 0);
            if (json) {
                return;
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw Problem.of(ProblemType.NOT_ACCEPTABLE).causedBy(unreadable);
        }
        throw Problem.of(ProblemType.NOT_ACCEPTABLE);
    }

    /** Null when it is absent or no media type at all. */
    static @Nullable MediaType type(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        try {
            MediaType type = MediaType.parseMediaType(declared);
            type.getCharset();
            return type;
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    static Problem unsupported(Text detail) {
        return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
