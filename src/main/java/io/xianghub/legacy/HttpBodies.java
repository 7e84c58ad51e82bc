package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Xml;
import io.xianghub.shared.wire.XmlWriter;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What one operation's style makes of its bodies; the operation's own keys come before its connection's. */
final class HttpBodies {

    private static final Set<String> TAKEN = Set.of("xml", "xmlns", SoapRequest.PREFIX, XmlRoot.OWN_PREFIX);

    private final Style style;
    private final WireCharset charset;
    private final Fields connection;
    private final Fields operation;

    HttpBodies(Style style, WireCharset charset, Fields connection, Fields operation) {
        this.style = style;
        this.charset = charset;
        this.connection = connection;
        this.operation = operation;
    }

    Style style() {
        return style;
    }

    /** Keys that only a connection of this style has. */
    static Set<String> connectionKeys(Style style) {
        return switch (style) {
            case HTTP_JSON -> Set.of("answer");
            case HTTP_FORM -> Set.of("answer", "lists", "prolog", "multipart");
            case HTTP_XML -> Set.of("root", "answer-root", "namespace", "namespaces", "lists", "prolog");
            case SOAP -> Set.of("soap", "namespace", "namespaces", "qualified", "header", "lists", "prolog");
            default -> Set.of();
        };
    }

    /** Keys of an operation of this style whose value is more than one. */
    Set<String> operationTrees() {
        return switch (style) {
            case HTTP_JSON -> Set.of("paging");
            case HTTP_FORM -> Set.of("lists");
            case HTTP_XML -> Set.of("namespaces", "lists");
            case SOAP -> Set.of("namespaces", "header", "lists");
            default -> Set.of();
        };
    }

    String method(List<String> methods) {
        if (style == Style.SOAP && operation.has("method")) {
            operation.wrong(
                    "method", Text.of("soap 操作总是 POST，不写 method", "A soap operation is always POST; leave method out"));
            return "POST";
        }
        return operation.oneOf("method", methods);
    }

    /** Forms write their query as they write their body; elsewhere it is UTF-8 (RFC 3987, section 3.1). */
    Charset escapes() {
        return style == Style.HTTP_FORM ? charset.writing() : StandardCharsets.UTF_8;
    }

    RequestBody request() {
        return switch (style) {
            case HTTP_FORM ->
                owner("multipart").flag("multipart") ? new MultipartRequest(charset) : new FormRequest(charset);
            case HTTP_XML -> new XmlRequest(charset, xmlRoot());
            case SOAP ->
                new SoapRequest(
                        charset, new SoapRequest.Envelope(version(), action(), header().orElse(null)), soapElement());
            default -> new JsonRequest(charset);
        };
    }

    AnswerBody answer() {
        return switch (style) {
            case HTTP_FORM -> formAnswer();
            case HTTP_XML ->
                new XmlAnswer(
                        document(), owner("answer-root").text("answer-root").orElse(null));
            case SOAP -> new SoapAnswer(version(), document());
            default ->
                owner("answer").oneOf("answer", List.of("json", "none")).equals("none")
                        ? new NoAnswer()
                        : new JsonAnswer(charset.charset());
        };
    }

    /** What may stand in templates of this style's bodies. */
    Holes holes(Hole.Kinds kinds) {
        return new Holes(kinds, charset, style == Style.HTTP_XML || style == Style.SOAP);
    }

    /** What may stand in templates of paths, queries and headers, which are lines of text whatever the style. */
    Holes lines(Hole.Kinds kinds) {
        return new Holes(kinds, charset, false);
    }

    AnswerCharset answerCharset() {
        return AnswerCharset.read(charset, owner("header-charset"));
    }

    private AnswerBody formAnswer() {
        String answer = owner("answer").oneOf("answer", List.of("json", "xml", "form", "text", "none"));
        for (String key : List.of("lists", "prolog")) {
            if (!answer.equals("xml") && owner(key).has(key)) {
                owner(key).wrong(key, Text.of("%s 只用于 answer: xml", "%s stands beside answer: xml only", key));
            }
        }
        return switch (answer) {
            case "xml" -> new XmlAnswer(document());
            case "form" -> new FormAnswer(charset.charset());
            case "text" -> new TextAnswer(charset.charset());
            case "none" -> new NoAnswer();
            default -> new JsonAnswer(charset.charset());
        };
    }

    private XmlAnswer.Document document() {
        String prolog = owner("prolog").oneOf("prolog", List.of("checked", "ignored"));
        return new XmlAnswer.Document(
                charset.charset(),
                prolog.equals("ignored") ? Xml.Prolog.IGNORED : Xml.Prolog.CHECKED,
                owner("lists").lists("lists"));
    }

    private SoapVersion version() {
        return SoapVersion.of(connection.oneOf("soap", SoapVersion.words()));
    }

    private String action() {
        // An empty one is declared often, and means what none means.
        String action = operation.node().get("action").flatMap(YamlNode::asText).orElse("");
        if (action.chars().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c))) {
            operation.wrong(
                    "action", Text.of("action 不能含引号或控制字符", "action can have neither quotes nor control characters"));
        }
        return action;
    }

    private XmlRoot xmlRoot() {
        Map<String, String> prefixes = prefixes();
        String name = name("root", owner("root"), prefixes::containsKey);
        return new XmlRoot(name, owner("namespace").text("namespace").orElse(""), true, prefixes);
    }

    private XmlRoot soapElement() {
        Fields owner = owner("namespace");
        String namespace =
                (owner.has("namespace") ? owner.text("namespace") : operation.required("namespace")).orElse("");
        return new XmlRoot(
                name("element", operation, HttpBodies::noPrefix),
                namespace,
                owner("qualified").flag("qualified"),
                prefixes());
    }

    private String name(String key, Fields owner, Predicate<String> declared) {
        String name = (owner.has(key) ? owner.text(key) : operation.required(key)).orElse("");
        if (!name.isEmpty() && !XmlWriter.isName(name, declared)) {
            owner.wrong(
                    key,
                    Text.of(
                            "%s 不是 XML 名称，或其前缀未在 namespaces 中声明",
                            "%s is not a name in XML, or its prefix is not in namespaces", name));
        }
        return name;
    }

    private Map<String, String> prefixes() {
        Map<String, String> prefixes = new LinkedHashMap<>();
        for (Fields owner : List.of(connection, operation)) {
            Fields declared = owner.mapping("namespaces");
            for (String prefix : declared.node().entries().keySet()) {
                if (TAKEN.contains(prefix) || prefix.contains(":") || !XmlWriter.isName(prefix, HttpBodies::noPrefix)) {
                    declared.wrong(prefix, Text.of("%s 不能作前缀", "%s cannot be a prefix", prefix));
                }
                declared.text(prefix).ifPresent(uri -> prefixes.put(prefix, uri));
            }
        }
        return prefixes;
    }

    /** The template of the SOAP header, which may bear the secret, as an HTTP header may. */
    Optional<Template> header() {
        if (style != Style.SOAP) {
            return Optional.empty();
        }
        Fields owner = owner("header");
        Optional<YamlNode> declared = owner.node().get("header");
        if (declared.isPresent() && !(declared.get() instanceof YamlNode.Mapping)) {
            owner.wrong("header", Text.of("header 应为键值表", "header must be a mapping"));
        }
        declared.ifPresent(this::checkTree);
        return declared.map(node -> Template.of(node, holes(Hole.Kinds.HEADER), operation.findings()));
    }

    /** Finds in a template what this style cannot write. */
    void checkTree(YamlNode tree) {
        if (style == Style.HTTP_FORM && tree instanceof YamlNode.Sequence) {
            owner("request")
                    .wrong(
                            "request",
                            Text.of("表单的 request 应为字段表", "The request of a form must be a mapping of fields"));
        }
        if (style == Style.HTTP_XML || style == Style.SOAP) {
            Map<String, String> prefixes = prefixes();
            checkNames(
                    tree,
                    prefix ->
                            prefixes.containsKey(prefix) || (style == Style.SOAP && prefix.equals(SoapRequest.PREFIX)));
        }
    }

    private void checkNames(YamlNode tree, Predicate<String> declared) {
        if (tree instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> checkNames(item, declared));
        }
        if (tree instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                String name = key.startsWith("@") ? key.substring(1) : key;
                boolean known = XmlWriter.isText(key)
                        || XmlWriter.isName(
                                name, prefix -> declared.test(prefix) || (key.startsWith("@") && prefix.equals("xml")));
                if (!known) {
                    operation
                            .findings()
                            .error(
                                    entry.keyAt(),
                                    "connection.wrong-value",
                                    Text.of(
                                            "%s 不是 XML 名称，或其前缀未声明",
                                            "%s is not a name in XML, or its prefix is not declared", key),
                                    Text.of(
                                            "改正名称，或在 namespaces 中声明前缀",
                                            "Correct the name, or declare the prefix in namespaces"));
                }
                checkNames(entry.value(), declared);
            });
        }
    }

    private static boolean noPrefix(String prefix) {
        return false;
    }

    private Fields owner(String key) {
        return operation.has(key) ? operation : connection;
    }
}
