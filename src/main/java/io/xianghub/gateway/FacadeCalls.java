package io.xianghub.gateway;

import io.xianghub.bundle.Facade;
import io.xianghub.bundle.Services;
import io.xianghub.identity.Signatures;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Charsets;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The way of a legacy-shaped call: found, signed, rightly typed, not too large; then the route takes its bytes. */
final class FacadeCalls {

    private static final Pattern ADDRESS = Pattern.compile("/legacy/([^/]{1,40})/([a-z][a-z0-9-]{0,60})");

    private final Services services;
    private final Signatures signatures;
    private final Duration timeout;

    FacadeCalls(Services services, Signatures signatures, Duration timeout) {
        this.services = services;
        this.signatures = signatures;
        this.timeout = timeout;
    }

    /** The route's bytes, after it has ended and with it every commit on its way. */
    byte[] answer(FacadeCall call) {
        call.found(find(call));
        Facade facade = call.facade();
        // Who need not send a body to prove who he is cannot make the hub read one before.
        byte[] early = facade.authentication().needsBody() ? typedBytes(call, facade) : null;
        Actor client = signed(call, facade, early == null ? new byte[0] : early);
        byte[] bytes = early == null ? typedBytes(call, facade) : early;
        CallContext context =
                new CallContext(call.exchange(), client, call.received().plus(timeout), call.remarks());
        Services.Reply reply = services.invoke(
                facade.bundle(),
                "facade:" + facade.name(),
                bytes,
                Invoking.scope(call.request().getHeader("traceparent")),
                context);
        call.answeredBy(reply.version());
        if (reply.body() instanceof byte[] answer) {
            return answer;
        }
        throw new IllegalStateException("The route of facade " + facade.name() + " ended without bytes to answer");
    }

    private Facade find(FacadeCall call) {
        String path = call.request().getRequestURI();
        Locating.refuseTricks(path);
        Matcher address = ADDRESS.matcher(path);
        if (!address.matches() || !BundleName.valid(address.group(1))) {
            throw Problem.of(ProblemType.UNKNOWN_FACADE);
        }
        BundleName bundle = new BundleName(address.group(1));
        call.addressed(bundle);
        return services.facade(bundle, address.group(2))
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNKNOWN_FACADE,
                        Text.of("路由包 %s 没有入口 %s", "The bundle %s has no facade %s", bundle, address.group(2))));
    }

    private Actor signed(FacadeCall call, Facade facade, byte[] body) {
        Actor client =
                signatures.verify(facade.authentication(), FacadeBody.signed(call, facade, body), name -> call.request()
                        .getHeader(name));
        call.signedBy(client);
        client.requireDepartment(facade.version().department());
        return client;
    }

    private static byte[] typedBytes(FacadeCall call, Facade facade) {
        requireType(facade, call.request().getContentType());
        return bytes(call, facade);
    }

    private static void requireType(Facade facade, @Nullable String declared) {
        MediaType wanted = MediaType.parseMediaType(facade.contentType());
        MediaType given = Reading.type(declared);
        if (given == null || !given.equalsTypeAndSubtype(wanted)) {
            throw Reading.unsupported(Text.of("应为 %s/%s", "It should be %s/%s", wanted.getType(), wanted.getSubtype()));
        }
        Charset charset = charset(wanted, MediaType.parseMediaType(facade.answerType()));
        String claimed = given.getParameter("charset");
        if (charset != null && claimed != null && !Charsets.of(claimed).equals(charset)) {
            throw Reading.unsupported(Text.of("此入口的字符集为 %s", "The charset of this facade is %s", charset.name()));
        }
    }

    /** The charset that the facade declares for what it takes, else for what it answers. */
    static @Nullable Charset charset(MediaType taken, MediaType answered) {
        String declared = taken.getParameter("charset");
        String other = answered.getParameter("charset");
        if (declared == null && other == null) {
            return null;
        }
        return Charsets.of(declared != null ? declared : String.valueOf(other));
    }

    private static byte[] bytes(FacadeCall call, Facade facade) {
        int most = Math.toIntExact(facade.maxBytes());
        try {
            boolean said = call.request().getContentLengthLong() > most;
            byte[] bytes = said ? new byte[0] : call.request().getInputStream().readNBytes(most + 1);
            if (said || bytes.length > most) {
                throw Problem.of(ProblemType.BODY_TOO_LARGE, Text.of("最多 %d 字节", "At most %d bytes", most));
            }
            return bytes;
        } catch (IOException broken) {
            throw Problem.of(ProblemType.INVALID_REQUEST, Text.of("请求体没有收全", "The body did not arrive completely"))
                    .causedBy(broken);
        }
    }
}
