package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import io.xianghub.legacy.Secret;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.signing.SignedCall;
import io.xianghub.shared.signing.SigningScheme;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Yaml;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Matches calls that are signed as the department wants them, by the secret of the simulator's own binding, in the last five minutes. */
final class Signed extends RequestMatcherExtension {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final DeclaredBinding binding;
    private final Clock clock;
    private final Map<Object, SigningScheme> schemes = new ConcurrentHashMap<>();

    Signed(DeclaredBinding binding, Clock clock) {
        this.binding = binding;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return "signed";
    }

    @Override
    public MatchResult match(Request request, Parameters parameters) {
        boolean wanted = !parameters.containsKey("signed") || parameters.getBoolean("signed");
        return MatchResult.of(holds(request, parameters) == wanted);
    }

    private boolean holds(Request request, Parameters parameters) {
        SigningScheme scheme = schemes.computeIfAbsent(
                Objects.requireNonNull(parameters.get("scheme"), "signed: scheme is missing"), Signed::scheme);
        String caller = parameters.containsKey("caller") ? parameters.getString("caller") : null;
        try {
            SignedCall call = call(request, charset(parameters));
            SigningScheme.Claim claim =
                    scheme.claim(call, name -> request.containsHeader(name) ? request.getHeader(name) : null);
            Duration age = Duration.between(claim.signedAt(), clock.instant()).abs();
            return (caller == null || caller.equals(claim.caller()))
                    && age.compareTo(WINDOW) <= 0
                    && scheme.flaw(call, claim, credential(scheme, parameters)).isEmpty();
        } catch (Malformed unsigned) {
            return false;
        }
    }

    private static Charset charset(Parameters parameters) {
        return parameters.containsKey("charset")
                ? Charsets.of(parameters.getString("charset"))
                : StandardCharsets.UTF_8;
    }

    /** The secret that both ends have or, where they have a pair, the caller's public half. */
    private String credential(SigningScheme scheme, Parameters parameters) {
        if (scheme.hasKeyPair()) {
            return parameters.getString("publicKey");
        }
        String name = parameters.containsKey("secret") ? parameters.getString("secret") : "";
        Secret secret = binding.named(name);
        if (secret == null) {
            throw new IllegalStateException(
                    "signed: the binding in simulator.yaml has no " + (name.isEmpty() ? "secret" : "secrets." + name));
        }
        return secret.value();
    }

    /** @param written the name of a scheme, or a scheme with the keys that bundles write it with */
    private static SigningScheme scheme(Object written) {
        Findings findings = new Findings();
        // JSON is YAML, too.
        return Yaml.read("signed", Json.write(written).getBytes(StandardCharsets.UTF_8), findings)
                .flatMap(node -> SigningScheme.read(node, findings))
                .orElseThrow(() -> new IllegalStateException("signed: " + findings.all()));
    }

    private static SignedCall call(Request request, Charset charset) throws Malformed {
        String url = request.getUrl();
        int query = url.indexOf('?');
        return new SignedCall(
                request.getMethod().getName(),
                query < 0 ? url : url.substring(0, query),
                query < 0
                        ? Map.of()
                        : SignedCall.fieldsOf(
                                Form.parse(url.substring(query + 1).getBytes(StandardCharsets.ISO_8859_1), charset)),
                fields(request, charset),
                request.getBody());
    }

    private static Map<String, String> fields(Request request, Charset charset) throws Malformed {
        String type = request.containsHeader("Content-Type") ? request.getHeader("Content-Type") : "";
        if (type.contains("x-www-form-urlencoded")) {
            return SignedCall.fieldsOf(Form.parse(request.getBody(), charset));
        }
        return type.contains("json") ? SignedCall.fieldsOf(Json.parse(request.getBody(), charset)) : Map.of();
    }
}
