package io.xianghub.gateway;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Version;
import io.xianghub.shared.signing.SigningScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One bundle with a query about a person, one about an enterprise, and a facade; each route is a function of its body. */
final class FakeServices implements Services {

    static final BundleName BUNDLE = new BundleName("medical-insurance");
    static final Active VERSION = new Active(BUNDLE, new Version(1, 2, 3), "0123456789abcdef", "11430000MBHUB005XB");

    private static final String PERSON =
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/components/schemas/Query",
             "components":{"schemas":{"Query":{"type":"object","additionalProperties":false,"required":["identityNumber"],
             "properties":{"identityNumber":{"type":"string","format":"identity-number"},
                           "name":{"type":"string","maxLength":4},"year":{"type":"integer","minimum":1949}}}}}}
            """;
    private static final String ANSWER =
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","additionalProperties":false,
             "required":["name"],"properties":{"name":{"type":"string"},"fen":{"type":"integer"}}}
            """;
    private static final String LIMIT =
            """
            {"type":"object","additionalProperties":false,
             "properties":{"limit":{"type":"integer","maximum":100}}}
            """;

    final List<Object> taken = new ArrayList<>();
    final List<Map<String, ?>> scopes = new ArrayList<>();
    final List<CallContext> contexts = new ArrayList<>();
    Active answering = VERSION;
    Function<Object, Object> route = body -> Map.of("name", "测*甲", "fen", 123L);

    @Override
    public Optional<Match> find(BundleName bundle, int major, String method, String path, String caller) {
        if (!bundle.equals(BUNDLE) || major != 1) {
            return Optional.empty();
        }
        if (method.equals("POST") && path.equals("/insured-person/query")) {
            return Optional.of(
                    new Match(operation("getInsuredPerson", PERSON, "person", "body.identityNumber"), Map.of()));
        }
        if (method.equals("GET") && path.matches("/enterprises/[^/]+")) {
            return Optional.of(new Match(
                    operation("getEnterprise", null, "enterprise", "path.uscc"),
                    Map.of("uscc", path.substring("/enterprises/".length()))));
        }
        if (method.equals("GET") && path.equals("/places")) {
            return Optional.of(new Match(operation("getPlaces", null, "none", null), Map.of()));
        }
        return Optional.empty();
    }

    private static Operation operation(String id, String request, String subject, String subjectPath) {
        String path =
                "{\"type\":\"object\",\"properties\":{\"uscc\":{\"type\":\"string\"}},\"additionalProperties\":false}";
        Map<String, String> parameters = Map.of("path", path, "query", LIMIT, "header", "{\"type\":\"object\"}");
        return new Operation(BUNDLE, id, "POST", "/", parameters, request, ANSWER, subject, subjectPath, 3000, VERSION);
    }

    @Override
    public Optional<Facade> facade(BundleName bundle, String name) {
        return bundle.equals(BUNDLE) && Set.of("notify", "signed").contains(name)
                ? Optional.of(new Facade(
                        BUNDLE,
                        name,
                        SigningScheme.preset(name.equals("notify") ? "x-tif" : "message-cloud"),
                        "application/x-www-form-urlencoded",
                        "application/x-www-form-urlencoded;charset=GBK",
                        64,
                        VERSION))
                : Optional.empty();
    }

    @Override
    public Optional<MessageType> message(BundleName bundle, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<BundleDefinition> definition(BundleName bundle) {
        return Optional.empty();
    }

    @Override
    public List<Active> active() {
        return List.of(answering);
    }

    @Override
    public Reply invoke(BundleName bundle, String endpoint, Object body, Map<String, ?> scope, CallContext context) {
        taken.add(body);
        scopes.add(scope);
        contexts.add(context);
        return new Reply(route.apply(body), answering);
    }

    @Override
    public Reply invoke(Operation operation, Object body, Map<String, ?> scope, CallContext context) {
        return invoke(operation.bundle(), "direct:" + operation.operationId(), body, scope, context);
    }
}
