package io.xianghub.scaffold;

import static io.xianghub.scaffold.WsdlReader.WSDL;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one operation of a SOAP binding. */
final class WsdlOperation {

    private final WsdlIndex index;
    private final XsdIndex schemas;
    private final Notes notes;
    private final int mostFields;

    WsdlOperation(WsdlIndex index, XsdIndex schemas, Notes notes, int mostFields) {
        this.index = index;
        this.schemas = schemas;
        this.notes = notes;
        this.mostFields = mostFields;
    }

    /** A message as it stands in the envelope: its element, what is in it, and how that is written. */
    private record Message(XmlNode.QName element, Shape content, Prefixes prefixes) {}

    /** Empty, and a finding, when it cannot be called. */
    Optional<LegacyOperation> read(String id, WsdlReader.Bound bound) {
        String soap = bound.soap12() ? WsdlReader.SOAP12 : WsdlReader.SOAP11;
        Optional<XmlNode> details = bound.operation().child(soap, "operation");
        String style = details.map(node -> node.attribute("style"))
                .or(() -> bound.binding().child(soap, "binding").map(node -> node.attribute("style")))
                .orElse("document");
        Optional<XmlNode> input = bound.declared().child(WSDL, "input");
        if (input.isEmpty()) {
            notes.warning(
                    bound.declared().at(),
                    "notification",
                    Text.of("操作 %s 由部门发起，未生成", "The operation %s is begun by the department and was left out", id),
                    Text.of("为它写一个 facade", "Write a façade for it"));
            return Optional.empty();
        }
        Optional<Message> request = message(bound, "input", style, soap);
        if (request.isEmpty()) {
            notes.warning(
                    bound.operation().at(),
                    "message",
                    Text.of("操作 %s 的请求消息无法确定", "The request of the operation %s cannot be told", id),
                    Text.of(
                            "核对 message 的 part（document 方式应为 element）",
                            "Check the message's parts (document style wants element=)"));
            return Optional.empty();
        }
        Optional<Message> answer = bound.declared().child(WSDL, "output").isEmpty()
                ? Optional.empty()
                : message(bound, "output", style, soap);
        Map<String, Object> keys = keys(
                bound, details.map(node -> node.attribute("soapAction", "")).orElse(""), request.get(), answer);
        headers(bound, soap);
        return Optional.of(new LegacyOperation(
                id,
                new LegacyOperation.About(
                        "", documentation(bound.declared()), bound.operation().at()),
                new LegacyOperation.Wire(
                        bound.soap12() ? "core12" : "core",
                        keys,
                        "POST",
                        "/" + CamelCase.hyphenated(id),
                        envelope(bound, request.get(), answer)),
                input(request.get()),
                new LegacyOperation.Outcome(
                        answer.map(WsdlOperation::content).orElse(null),
                        null,
                        refusal(bound, request.get(), answer),
                        false)));
    }

    private static String documentation(XmlNode declared) {
        return declared.child(WSDL, "documentation")
                .map(node -> node.content().text())
                .orElse("");
    }

    private static LegacyOperation.Input input(Message request) {
        Shape content = content(request);
        return content instanceof Shape.Group group && group.isEmpty()
                ? LegacyOperation.Input.none()
                : LegacyOperation.Input.of(
                        content instanceof Shape.Group
                                ? content
                                : new Shape.Group(List.of(new Shape.Part("#text", content, false, ""))),
                        null);
    }

    private static Shape content(Message message) {
        return message.content();
    }

    private static Map<String, Object> keys(
            WsdlReader.Bound bound, String action, Message request, Optional<Message> answer) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("path", bound.path());
        keys.put("element", request.element().local());
        keys.put("namespace", request.element().namespace());
        if (!action.isEmpty()) {
            keys.put("action", action);
        }
        if (request.prefixes().qualified()) {
            keys.put("qualified", true);
        }
        if (!request.prefixes().namespaces().isEmpty()) {
            keys.put("namespaces", request.prefixes().namespaces());
        }
        if (request.content() instanceof Shape.Group group && group.isEmpty()) {
            keys.put("request", Map.of());
        }
        List<String> lists = new ArrayList<>();
        answer.ifPresent(message -> lists(message.content(), "", lists));
        if (!lists.isEmpty()) {
            keys.put("lists", lists);
        }
        return keys;
    }

    /** What is a list in an answer even when it has one item. */
    static void lists(Shape shape, String prefix, List<String> lists) {
        if (shape instanceof Shape.Group group) {
            for (Shape.Part part : group.parts()) {
                String path = prefix + part.pathName();
                if (part.shape() instanceof Shape.Many many) {
                    lists.add(path);
                    lists(many.item(), path + ".", lists);
                } else {
                    lists(part.shape(), path + ".", lists);
                }
            }
        }
    }

    private @Nullable SoapEnvelope envelope(WsdlReader.Bound bound, Message request, Optional<Message> answer) {
        Message told = answer.orElse(request);
        return new SoapEnvelope(
                bound.soap12(),
                told.element().local(),
                told.element().namespace(),
                told.prefixes().qualified(),
                told.prefixes().namespaces());
    }

    private LegacyOperation.@Nullable Refusal refusal(
            WsdlReader.Bound bound, Message request, Optional<Message> answer) {
        Optional<XmlNode> fault = bound.declared().child(WSDL, "fault");
        SoapEnvelope envelope = envelope(bound, request, answer);
        if (fault.isEmpty() || envelope == null) {
            return null;
        }
        String name = fault.get().attribute("name", "fault");
        String detail = name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : null;
        String type = bound.soap12() ? "application/soap+xml" : "text/xml";
        return new LegacyOperation.Refusal(
                "fault",
                "http",
                "HTTP/1.1 500 Fault\r\nContent-Type: " + type + ";charset=UTF-8\r\n\r\n"
                        + envelope.fault("Server", "系统异常: " + name, detail));
    }

    private void headers(WsdlReader.Bound bound, String soap) {
        bound.operation().child(WSDL, "input").stream()
                .flatMap(input -> input.children(soap, "header").stream())
                .forEach(header -> notes.warning(
                        header.at(),
                        "soap-header",
                        Text.of("SOAP 头 %s 未填写", "The SOAP header %s is not filled in", header.attribute("part", "?")),
                        Text.of("在连接中写 header:", "Write header: in the connection")));
    }

    private Optional<Message> message(WsdlReader.Bound bound, String direction, String style, String soap) {
        Optional<XmlNode> declared = bound.declared()
                .child(WSDL, direction)
                .flatMap(node -> index.find("message", node.qualified(node.attribute("message", ""))));
        Optional<XmlNode> body = bound.operation().child(WSDL, direction).flatMap(node -> node.children().stream()
                .flatMap(child -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(child),
                        child.children().stream().flatMap(part -> part.children().stream())))
                .filter(child -> child.name().equals(new XmlNode.QName(soap, "body")))
                .findFirst());
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        if (body.filter(node -> node.attribute("use", "literal").equals("encoded"))
                .isPresent()) {
            notes.warning(
                    body.get().at(),
                    "encoded",
                    Text.of(
                            "SOAP 编码（encoded）按 literal 发送，不带 xsi:type",
                            "SOAP encoding is sent as literal, without xsi:type"),
                    Text.of("与部门核对能否接受", "Ask the department whether it takes that"));
        }
        List<XmlNode> parts = parts(declared.get(), body);
        if (style.equals("rpc")) {
            String namespace = body.map(node -> node.attribute("namespace")).orElse("");
            String element = bound.operation().attribute("name", "") + (direction.equals("output") ? "Response" : "");
            return Optional.of(read(
                    namespace,
                    prefixes -> new Message(new XmlNode.QName(namespace, element), rpc(parts, prefixes), prefixes)));
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String reference = parts.get(0).attribute("element");
        if (reference == null) {
            return Optional.empty();
        }
        XmlNode.QName element = parts.get(0).qualified(reference);
        if (schemas.find("element", element).isEmpty()) {
            notes.warning(
                    parts.get(0).at(),
                    "element-missing",
                    Text.of("没有找到元素 %s 的定义", "The element %s is defined nowhere", element.local()),
                    Text.of("补上定义它的 schema；此处按任意结构处理", "Add the schema that defines it; any structure is taken here"));
            return Optional.of(new Message(element, Shape.Tree.UNKNOWN, new Prefixes(element.namespace(), false)));
        }
        return Optional.of(read(
                element.namespace(),
                prefixes -> new Message(
                        element,
                        new XsdReader(schemas, prefixes, notes, mostFields)
                                .element(element)
                                .orElse(Shape.Tree.UNKNOWN),
                        prefixes)));
    }

    private static Message read(String namespace, java.util.function.Function<Prefixes, Message> reading) {
        Message plain = reading.apply(new Prefixes(namespace, false));
        return plain.prefixes().mixed() ? reading.apply(new Prefixes(namespace, true)) : plain;
    }

    private static List<XmlNode> parts(XmlNode message, Optional<XmlNode> body) {
        List<XmlNode> all = message.children(WSDL, "part");
        String chosen = body.map(node -> node.attribute("parts")).orElse(null);
        if (chosen == null) {
            return all;
        }
        List<String> names = Arrays.asList(chosen.strip().split("\\s+", -1));
        return all.stream()
                .filter(part -> names.contains(part.attribute("name", "")))
                .toList();
    }

    private Shape rpc(List<XmlNode> parts, Prefixes prefixes) {
        List<Shape.Part> read = new ArrayList<>();
        for (XmlNode part : parts) {
            XsdReader reader = new XsdReader(schemas, prefixes, notes, mostFields);
            Shape shape = part.find("type")
                    .map(type -> reader.type(part.qualified(type), 0))
                    .or(() -> part.find("element").flatMap(element -> reader.element(part.qualified(element))))
                    .orElse(Shape.Tree.UNKNOWN);
            read.add(new Shape.Part(prefixes.unqualified(part.attribute("name", "part")), shape, true, ""));
        }
        return new Shape.Group(read);
    }
}
