package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.signing.SigningScheme;
import io.xianghub.shared.signing.VoucherSeal;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls over HTTP, in a department's own envelope; the style says how bodies are written and read.
 *
 * @param token null when calls bear none
 * @param probe null when a connection test makes no call
 */
record HttpDeclaration(
        Style style,
        WireCharset charset,
        @Nullable TokenRule token,
        Map<String, Operation> operations,
        @Nullable Probe probe)
        implements Declaration {

    private static final Set<String> CONNECTION_KEYS = Set.of(
            "style",
            "charset",
            "beyond-charset",
            "header-charset",
            "request",
            "headers",
            "success",
            "failure",
            "output",
            "unwrap",
            "signing",
            "cipher",
            "token",
            "probe",
            "operations");
    private static final Set<String> OPERATION_TREES =
            Set.of("request", "query", "headers", "success", "failure", "output", "unwrap", "signing");
    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "DELETE", "PATCH");

    /**
     * One operation, with what it inherits from its connection.
     *
     * @param request null sends no body
     * @param protection what stands around the call when it leaves
     * @param keys what {@code ${operation.…}} reaches
     */
    record Operation(
            Target target,
            @Nullable Request request,
            Answer answer,
            Protection protection,
            Map<String, Object> keys,
            boolean idempotent) {}

    /**
     * What a wire never sees.
     *
     * @param vouchers null signs no vouchers
     * @param signing null signs nothing
     * @param cipher null enciphers nothing
     */
    record Protection(
            @Nullable VoucherSeal vouchers, @Nullable SigningScheme signing, @Nullable CipherEnvelope cipher) {}

    /** @param escapes the charset of the query's escapes */
    record Target(
            String method,
            Template path,
            Map<String, Template> query,
            Map<String, Template> headers,
            Charset escapes) {}

    /** @param tree the envelope around every call */
    record Request(Template tree, RequestBody body) {}

    /** @param paging null for an answer that is all there is */
    record Answer(AnswerBody body, AnswerRule rule, AnswerCharset charset, @Nullable Paging paging) {}

    static HttpDeclaration read(Style style, Fields fields) {
        Set<String> keys = new TreeSet<>(CONNECTION_KEYS);
        keys.addAll(HttpBodies.connectionKeys(style));
        fields.only(keys);
        if (fields.mapping("operations").isEmpty()) {
            fields.required("operations");
        }
        WireCharset charset = WireCharset.read(fields);
        return new HttpDeclaration(
                style,
                charset,
                fields.has("token") ? TokenRule.read(fields.mapping("token"), charset) : null,
                fields.each(
                        "operations",
                        declared -> operation(declared, fields, new HttpBodies(style, charset, fields, declared))),
                fields.has("probe") ? Probe.read(fields).orElse(null) : null);
    }

    private static Operation operation(Fields fields, Fields connection, HttpBodies bodies) {
        Set<String> trees = new TreeSet<>(OPERATION_TREES);
        trees.addAll(bodies.operationTrees());
        Map<String, Object> keys = OperationKeys.of(fields, trees);
        Paging paging = bodies.style() == Style.HTTP_JSON ? Paging.read(fields).orElse(null) : null;
        if (paging != null) {
            keys.putAll(paging.keys(paging.first()));
        }
        Target target = target(fields, connection, bodies);
        Operation operation = new Operation(
                target,
                target.method().equals("GET")
                        ? null
                        : new Request(request(connection, fields, keys, bodies), bodies.request()),
                new Answer(bodies.answer(), AnswerRule.read(connection, fields), bodies.answerCharset(), paging),
                new Protection(
                        vouchers(bodies.style(), fields, connection),
                        signing(bodies.style(), fields, connection),
                        cipher(bodies.style(), connection)),
                keys,
                fields.flag("idempotent"));
        if (paging != null) {
            Paging.check(operation, fields);
        }
        return operation;
    }

    private static @Nullable VoucherSeal vouchers(Style style, Fields operation, Fields connection) {
        Fields owner = operation.has("signing") ? operation : connection;
        YamlNode declared = owner.node().get("signing").orElse(null);
        if (declared == null || !VoucherSeal.isMeant(declared)) {
            return null;
        }
        if (style != Style.HTTP_XML) {
            owner.wrong("signing", Text.of("凭证签名只用于 http-xml", "Vouchers are signed in http-xml only"));
        }
        return VoucherSeal.read(declared, "key", owner.findings()).orElse(null);
    }

    /** An operation that is not signed on a connection that is says {@code signing: none}. */
    private static @Nullable SigningScheme signing(Style style, Fields operation, Fields connection) {
        Fields owner = operation.has("signing") ? operation : connection;
        YamlNode declared = owner.node().get("signing").orElse(null);
        if (declared == null
                || VoucherSeal.isMeant(declared)
                || declared.asText().filter("none"::equals).isPresent()) {
            return null;
        }
        SigningScheme scheme = SigningScheme.read(declared, owner.findings()).orElse(null);
        if (scheme != null && scheme.fillsFields() && style != Style.HTTP_JSON && style != Style.HTTP_FORM) {
            owner.wrong(
                    "signing",
                    Text.of(
                            "此连接方式的请求体没有字段，签名应放进 headers 或 query",
                            "Bodies of this style have no fields; put the signature into headers or query"));
        }
        return scheme;
    }

    private static @Nullable CipherEnvelope cipher(Style style, Fields connection) {
        if (!connection.has("cipher")) {
            return null;
        }
        if (style != Style.HTTP_JSON) {
            connection.wrong("cipher", Text.of("cipher 只用于 http-json", "cipher stands in http-json only"));
        }
        return CipherEnvelope.read(connection.mapping("cipher")).orElse(null);
    }

    private static Target target(Fields fields, Fields connection, HttpBodies bodies) {
        String method = bodies.method(METHODS);
        Optional<String> path = fields.required("path");
        if (path.isPresent() && !path.get().startsWith("/")) {
            fields.wrong("path", Text.of("path 应以 / 开头", "path must begin with /"));
        }
        Template pathTemplate = fields.node()
                .get("path")
                .map(node -> Template.of(node, bodies.lines(Hole.Kinds.REQUEST), fields.findings()))
                .orElse(new Template.Constant("/"));
        return new Target(
                method,
                pathTemplate,
                templates("query", bodies.lines(Hole.Kinds.REQUEST), connection, fields),
                templates("headers", bodies.lines(Hole.Kinds.HEADER), connection, fields),
                bodies.escapes());
    }

    private static Template request(Fields connection, Fields operation, Map<String, Object> keys, HttpBodies bodies) {
        Fields owner = operation.has("request") ? operation : connection;
        Optional<YamlNode> declared = owner.node().get("request");
        Template template = declared.map(
                        node -> Template.of(node, bodies.holes(Hole.Kinds.REQUEST), operation.findings()))
                .orElse(new Template.Lone(new Hole.Body(TreePath.of(""))));
        declared.ifPresent(bodies::checkTree);
        OperationKeys.check(template, keys, operation);
        bodies.header().ifPresent(header -> OperationKeys.check(header, keys, operation));
        return template;
    }

    private static Map<String, Template> templates(String key, Holes holes, Fields connection, Fields operation) {
        Map<String, Template> templates = new LinkedHashMap<>();
        for (Fields owner : List.of(connection, operation)) {
            owner.mapping(key)
                    .node()
                    .entries()
                    .forEach((name, entry) -> templates.put(
                            key.equals("headers") ? name.toLowerCase(Locale.ROOT) : name,
                            Template.of(entry.value(), holes, operation.findings())));
        }
        return templates;
    }
}
