package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Xml;
import io.xianghub.shared.wire.XmlWriter;
import io.xianghub.shared.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Frames over TCP: calls that the hub makes, and what the department sends by itself.
 *
 * @param node the number that each frame's head begins with
 */
record FrameDeclaration(
        FrameCodec codec,
        Template node,
        WireCharset charset,
        Map<String, Operation> operations,
        Map<String, Source> sources)
        implements Declaration {

    private static final Set<String> CONNECTION_KEYS = Set.of(
            "style",
            "charset",
            "beyond-charset",
            "frame",
            "root",
            "fields",
            "lists",
            "prolog",
            "request",
            "success",
            "failure",
            "output",
            "operations",
            "sources");
    private static final Set<String> OPERATION_TREES = Set.of("request", "success", "failure", "output", "lists");
    private static final Set<String> SOURCE_KEYS =
            Set.of("takes", "reply", "refusal", "lists", "prolog", "max-size", "patience", "within");

    /**
     * One operation, with what it inherits from its connection.
     *
     * @param kind what the frame's head says of it
     */
    record Operation(
            Template request,
            RequestBody body,
            HttpDeclaration.Answer answer,
            Map<String, Object> keys,
            char kind,
            boolean idempotent) {}

    /**
     * What the department sends by itself.
     *
     * @param takes null when it takes whatever comes
     * @param replies how the hub answers
     */
    record Source(@Nullable SuccessRule takes, AnswerBody document, Replies replies, Bounds bounds) {}

    /**
     * @param reply around the tree that the route leaves
     * @param refusal around the words of a problem
     */
    record Replies(RequestBody body, Template reply, Template refusal) {}

    /**
     * @param maxSize bytes of the largest document
     * @param patience until a frame must have come in whole
     * @param within until the route must have ended
     */
    record Bounds(int maxSize, Duration patience, Duration within) {}

    @Override
    public Style style() {
        return Style.FRAME;
    }

    static FrameDeclaration read(Fields fields) {
        fields.only(CONNECTION_KEYS);
        if (fields.mapping("operations").isEmpty() && fields.mapping("sources").isEmpty()) {
            fields.required("operations");
        }
        WireCharset charset = WireCharset.read(fields);
        Fields layout = fields.mapping("frame");
        layout.only(Set.of("head", "node", "kind-at", "kind", "max"));
        int head = layout.number("head", 16, 1, 256);
        FrameCodec codec = new FrameCodec(
                head, layout.number("kind-at", 6, 1, head - 1), (int) size("max", layout, DataSize.ofMegabytes(8)));
        Map<String, Source> sources = fields.each("sources", source -> source(source, fields, charset));
        if (sources.size() > 1) {
            fields.wrong(
                    "sources", Text.of("一个 frame 连接只能有一个来源", "A connection of style frame has one source at most"));
        }
        return new FrameDeclaration(
                codec,
                node(layout, charset),
                charset,
                fields.each("operations", declared -> operation(fields, declared, charset)),
                sources);
    }

    private static Template node(Fields layout, WireCharset charset) {
        Template fallback = new Template.Lone(new Hole.BindingProperty("node"));
        return layout.node()
                .get("node")
                .map(node -> Template.of(node, new Holes(Hole.Kinds.REQUEST, charset, false), layout.findings()))
                .orElse(fallback);
    }

    private static Operation operation(Fields connection, Fields fields, WireCharset charset) {
        Map<String, Object> keys = OperationKeys.of(fields, OPERATION_TREES);
        Fields kind = fields.has("kind") ? fields : connection.mapping("frame");
        return new Operation(
                template("request", fields.has("request") ? fields : connection, keys, fields, charset),
                writing(connection, charset),
                new HttpDeclaration.Answer(
                        reading(fields, connection, charset),
                        AnswerRule.read(connection, fields),
                        new AnswerCharset(charset, false),
                        null),
                keys,
                kind(kind),
                fields.flag("idempotent"));
    }

    private static char kind(Fields fields) {
        String kind = fields.text("kind").orElse("0");
        if (kind.length() != 1 || kind.charAt(0) < '!' || kind.charAt(0) > '~') {
            fields.wrong("kind", Text.of("kind 应为一个 ASCII 字符", "kind is one character of ASCII"));
            return '0';
        }
        return kind.charAt(0);
    }

    private static Source source(Fields fields, Fields connection, WireCharset charset) {
        fields.only(SOURCE_KEYS);
        for (String key : List.of("reply", "refusal")) {
            if (!fields.has(key)) {
                fields.required(key);
            }
        }
        Duration patience = fields.duration("patience", Duration.ofSeconds(10));
        Duration within = fields.duration("within", Duration.ofSeconds(30));
        for (Map.Entry<String, Duration> bound :
                Map.of("patience", patience, "within", within).entrySet()) {
            boolean fits =
                    bound.getValue().toMillis() >= 100 && bound.getValue().compareTo(Duration.ofMinutes(10)) <= 0;
            if (!fits) {
                fields.wrong(bound.getKey(), Text.of("%s 应为 100ms 至 10m", "%s must be 100ms to 10m", bound.getKey()));
            }
        }
        return new Source(
                fields.has("takes") ? SuccessRule.read(fields.mapping("takes")).orElse(null) : null,
                reading(fields, connection, charset),
                new Replies(
                        writing(connection, charset),
                        template("reply", fields, Map.of(), fields, charset),
                        template("refusal", fields, Map.of(), fields, charset)),
                new Bounds((int) size("max-size", fields, DataSize.ofMegabytes(2)), patience, within));
    }

    private static long size(String key, Fields fields, DataSize fallback) {
        long size = fields.size(key, fallback);
        if (size < 1 || size > DataSize.ofMegabytes(64).toBytes()) {
            fields.wrong(key, Text.of("%s 应为 1B 至 64MB", "%s must be 1B to 64MB", key));
            return fallback.toBytes();
        }
        return size;
    }

    private static RequestBody writing(Fields connection, WireCharset charset) {
        String root = root(connection);
        return named(connection)
                ? new FieldsRequest(charset, root)
                : new XmlRequest(charset, new XmlRoot(root, "", true, Map.of()));
    }

    private static AnswerBody reading(Fields fields, Fields connection, WireCharset charset) {
        Fields prolog = fields.has("prolog") ? fields : connection;
        Fields lists = fields.has("lists") ? fields : connection;
        if (named(connection) && lists.has("lists")) {
            lists.wrong("lists", Text.of("lists 不与 fields: named 同用", "lists does not stand beside fields: named"));
        }
        XmlAnswer.Document document = new XmlAnswer.Document(
                charset.charset(),
                prolog.oneOf("prolog", List.of("checked", "ignored")).equals("ignored")
                        ? Xml.Prolog.IGNORED
                        : Xml.Prolog.CHECKED,
                lists.lists("lists"));
        String root = root(connection);
        return named(connection) ? new FieldsAnswer(document, root) : new XmlAnswer(document, root);
    }

    private static boolean named(Fields connection) {
        return connection.oneOf("fields", List.of("elements", "named")).equals("named");
    }

    private static String root(Fields connection) {
        String root = connection.required("root").orElse("root");
        if (!XmlWriter.isName(root, prefix -> false)) {
            connection.wrong("root", Text.of("%s 不是 XML 名称", "%s is not a name in XML", root));
        }
        return root;
    }

    /** The body as it is where there is no template. */
    private static Template template(
            String key, Fields owner, Map<String, Object> keys, Fields operation, WireCharset charset) {
        Optional<YamlNode> declared = owner.node().get(key);
        Template template = declared.map(
                        node -> Template.of(node, new Holes(Hole.Kinds.REQUEST, charset, false), operation.findings()))
                .orElse(new Template.Lone(new Hole.Body(TreePath.of(""))));
        OperationKeys.check(template, keys, operation);
        return template;
    }
}
