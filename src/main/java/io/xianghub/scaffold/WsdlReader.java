package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads WSDL 1.1: each operation of a SOAP binding becomes one of the department's system. */
final class WsdlReader {

    static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
    static final String SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/";
    static final String SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/";

    private static final int FIELDS_OF_A_BUNDLE = 9_000;

    private final SourceFile file;
    private final Selection selection;
    private final Notes notes;
    private final XsdIndex schemas;
    private final WsdlIndex index;

    WsdlReader(SourceFile file, Selection selection, Notes notes) {
        this.file = file;
        this.selection = selection;
        this.notes = notes;
        XmlFiles files = new XmlFiles(file, notes);
        this.schemas = new XsdIndex(files);
        this.index = new WsdlIndex(files, schemas);
    }

    /** A binding that is spoken, and where. */
    private record Port(XmlNode binding, XmlNode portType, boolean soap12, String path, String address) {}

    /** An operation of a binding, with its port type's words. */
    record Bound(XmlNode binding, XmlNode operation, XmlNode declared, boolean soap12, String path) {}

    Optional<LegacySystem> read(XmlNode definitions) {
        index.add(definitions, file.path().toAbsolutePath().normalize());
        List<Port> ports = ports();
        if (ports.isEmpty()) {
            notes.error(
                    definitions.at(),
                    "no-soap-binding",
                    Text.of("没有 SOAP 绑定", "There is no SOAP binding"),
                    Text.of(
                            "给出含 binding 和 service 的 WSDL（它会导入其余部分）",
                            "Give the WSDL that has binding and service; it imports the rest"));
            return Optional.empty();
        }
        List<Bound> bound = new ArrayList<>();
        ports.forEach(port -> bound.addAll(operations(port)));
        if (bound.isEmpty()) {
            notes.error(
                    definitions.at(),
                    "no-operations",
                    Text.of("没有选中的操作", "There is no operation that was asked for"),
                    Text.of("核对 --only", "Check --only"));
            return Optional.empty();
        }
        Map<String, LegacyConnection> connections = new LinkedHashMap<>();
        List<LegacyOperation> operations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int most = Math.max(12, Math.min(400, FIELDS_OF_A_BUNDLE / bound.size() / 2));
        for (Bound each : bound) {
            String id = CamelCase.unique(name(each), "", ids);
            new WsdlOperation(index, schemas, notes, most).read(id, each).ifPresent(read -> {
                operations.add(read);
                connections.computeIfAbsent(read.wire().connection(), name -> connection(name, each.soap12(), ports));
            });
        }
        return operations.isEmpty()
                ? Optional.empty()
                : Optional.of(new LegacySystem(title(definitions), connections, operations, ""));
    }

    private static String name(Bound bound) {
        String name = CamelCase.of(bound.operation().attribute("name", "call"));
        return name.length() < 2 ? name + "Operation" : name;
    }

    private String title(XmlNode definitions) {
        return index.all("service").keySet().stream()
                .findFirst()
                .map(XmlNode.QName::local)
                .orElse(definitions.attribute("name", file.name()));
    }

    private static LegacyConnection connection(String name, boolean soap12, List<Port> ports) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("style", "soap");
        keys.put("soap", soap12 ? "1.2" : "1.1");
        keys.put("charset", "UTF-8");
        return new LegacyConnection(
                name,
                LegacyConnection.Style.SOAP,
                keys,
                ports.stream()
                        .map(Port::address)
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .limit(3)
                        .map(address -> "address in the document: " + address)
                        .toList(),
                Map.of());
    }

    /** One port for each port type, SOAP 1.1 before 1.2; bindings by themselves when no service names them. */
    private List<Port> ports() {
        Map<XmlNode.QName, Port> byType = new LinkedHashMap<>();
        index.all("service").values().forEach(service -> service.children(WSDL, "port")
                .forEach(port -> {
                    XmlNode.QName name = port.qualified(port.attribute("binding", ""));
                    index.find("binding", name).ifPresent(binding -> add(binding, address(port), name.local(), byType));
                }));
        if (byType.isEmpty()) {
            index.all("binding").forEach((name, binding) -> add(binding, "", name.local(), byType));
        }
        return List.copyOf(byType.values());
    }

    private static String address(XmlNode port) {
        return port.children().stream()
                .filter(child -> child.local().equals("address"))
                .findFirst()
                .map(address -> address.attribute("location", ""))
                .orElse("");
    }

    private void add(XmlNode binding, String address, String name, Map<XmlNode.QName, Port> byType) {
        boolean soap11 = binding.child(SOAP11, "binding").isPresent();
        boolean soap12 = binding.child(SOAP12, "binding").isPresent();
        XmlNode.QName type = binding.qualified(binding.attribute("type", ""));
        Optional<XmlNode> portType = index.find("portType", type);
        if (!soap11 && !soap12) {
            notes.warning(
                    binding.at(),
                    "other-binding",
                    Text.of("绑定 %s 不是 SOAP，未生成", "The binding %s is not SOAP and was left out", name),
                    Text.of(
                            "需要时用 http-xml 或 http-form 连接",
                            "Write a connection of style http-xml or http-form where it matters"));
            return;
        }
        if (portType.isEmpty()) {
            notes.warning(
                    binding.at(),
                    "no-port-type",
                    Text.of("没有找到 portType %s", "There is no portType %s", type.local()),
                    Text.of("补上定义它的文件", "Add the file that defines it"));
            return;
        }
        Port known = byType.get(type);
        if (known == null || (known.soap12() && soap11)) {
            byType.put(type, new Port(binding, portType.get(), !soap11, path(address, name, binding), address));
        }
    }

    private String path(String address, String name, XmlNode binding) {
        try {
            URI uri = URI.create(address.strip());
            String path = uri.getRawPath();
            if (address.matches("(?i)https?://.*")) {
                return path == null || path.isEmpty() ? "/" : path.contains("$") ? "/" + name : path;
            }
        } catch (IllegalArgumentException placeholder) {
            // such as http://REPLACE WITH ACTUAL URL
        }
        if (!address.isBlank()) {
            notes.warning(
                    binding.at(),
                    "address",
                    Text.of("地址 %s 不是 HTTP 地址", "The address %s is no HTTP address", address),
                    Text.of("在 bundle.yaml 中更正 path", "Correct path in bundle.yaml"));
        }
        return "/" + name;
    }

    private List<Bound> operations(Port port) {
        List<Bound> bound = new ArrayList<>();
        for (XmlNode operation : port.binding().children(WSDL, "operation")) {
            String name = operation.attribute("name", "");
            if (!selection.takes(name, "POST " + port.path(), List.of())) {
                continue;
            }
            XmlNode declared = declared(port.portType(), operation);
            if (declared == null) {
                notes.warning(
                        operation.at(),
                        "no-port-type-operation",
                        Text.of("portType 没有操作 %s", "The portType has no operation %s", name),
                        Text.of("更正 WSDL", "Correct the WSDL"));
            } else {
                bound.add(new Bound(port.binding(), operation, declared, port.soap12(), port.path()));
            }
        }
        return bound;
    }

    /** Operations may share a name and differ by their messages' names. */
    private static @Nullable XmlNode declared(XmlNode portType, XmlNode operation) {
        List<XmlNode> named = portType.children(WSDL, "operation").stream()
                .filter(each -> each.attribute("name", "").equals(operation.attribute("name", "-")))
                .toList();
        Optional<String> input = operation.child(WSDL, "input").map(node -> node.attribute("name", ""));
        return named.stream()
                .filter(each -> named.size() == 1
                        || each.child(WSDL, "input")
                                .map(node -> node.attribute("name", ""))
                                .equals(input))
                .findFirst()
                .orElse(named.isEmpty() ? null : named.get(0));
    }
}
