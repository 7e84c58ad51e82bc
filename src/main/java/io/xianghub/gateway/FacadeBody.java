package io.xianghub.gateway;

import io.xianghub.bundle.Facade;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.signing.Authentication;
import io.xianghub.shared.signing.SignedCall;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** What a signature may cover of a legacy-shaped call. */
final class FacadeBody {

    private FacadeBody() {}

    /** @param body empty where the signature does not cover it */
    static SignedCall signed(FacadeCall call, Facade facade, byte[] body) {
        Authentication scheme = facade.authentication();
        try {
            return new SignedCall(
                    call.request().getMethod(),
                    call.request().getRequestURI(),
                    scheme.readsQuery() ? query(call.request().getQueryString()) : Map.of(),
                    scheme.readsFields() ? fields(facade, body) : Map.of(),
                    body);
        } catch (Malformed unreadable) {
            throw Problem.of(
                    ProblemType.INVALID_SIGNATURE,
                    new Text(
                            "签名覆盖的字段无法读取：" + unreadable.text().zh(),
                            "The fields that the signature covers cannot be read: "
                                    + unreadable.text().en()));
        }
    }

    // The container's own parameters would consume the body of a form.
    private static Map<String, String> query(@Nullable String query) throws Malformed {
        return query == null || query.isEmpty()
                ? Map.of()
                : SignedCall.fieldsOf(Form.parse(query.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(Facade facade, byte[] body) throws Malformed {
        if (body.length == 0) {
            return Map.of();
        }
        MediaType taken = MediaType.parseMediaType(facade.contentType());
        Charset declared = FacadeCalls.charset(taken, MediaType.parseMediaType(facade.answerType()));
        Charset charset = declared == null ? StandardCharsets.UTF_8 : declared;
        if (taken.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
            return SignedCall.fieldsOf(Form.parse(body, charset));
        }
        return taken.getSubtype().endsWith("json") ? SignedCall.fieldsOf(Json.parse(body, charset)) : Map.of();
    }
}
