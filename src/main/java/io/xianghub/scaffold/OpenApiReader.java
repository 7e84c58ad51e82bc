package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads an OpenAPI document of version 2.0, 3.0 or 3.1: each operation becomes one of the department's system. */
final class OpenApiReader {

    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");
    private static final Set<String> NOT_OPERATIONS = Set.of("parameters", "summary", "description", "servers", "$ref");

    /** Contracts may have two million characters; a field with its words takes about a hundred and fifty. */
    private static final int FIELDS_OF_A_BUNDLE = 9_000;

    private final YamlNode.Mapping root;
    private final Notes notes;
    private final References references;
    private final Selection selection;
    private final OpenApiForm form;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> tags = new TreeMap<>();

    private OpenApiReader(YamlNode.Mapping root, References references, Selection selection, Notes notes) {
        this.root = root;
        this.references = references;
        this.selection = selection;
        this.notes = notes;
        this.form = OpenApiForm.of(root);
    }

    /** One operation as it stands in the document. */
    private record Found(
            String path,
            String method,
            YamlNode.Mapping item,
            YamlNode.Mapping operation,
            YamlNode.Mapping.Entry entry) {}

    static Optional<LegacySystem> read(SourceFile file, YamlNode.Mapping root, Selection selection, Notes notes) {
        return new OpenApiReader(root, new References(file, root, notes), selection, notes).system();
    }

    private Optional<LegacySystem> system() {
        String version = root.get("openapi")
                .or(() -> root.get("swagger"))
                .flatMap(YamlNode::asText)
                .orElse("");
        if (!version.equals("2.0") && !version.startsWith("3.0") && !version.startsWith("3.1")) {
            notes.error(
                    root.get("openapi")
                            .or(() -> root.get("swagger"))
                            .map(YamlNode::at)
                            .orElse(root.at()),
                    "openapi-version",
                    Text.of("不支持 OpenAPI %s", "OpenAPI %s is not read", version),
                    Text.of("转换为 2.0、3.0 或 3.1", "Convert it to 2.0, 3.0 or 3.1"));
            return Optional.empty();
        }
        List<Found> found = operations();
        if (found.isEmpty()) {
            notes.error(
                    root.get("paths").map(YamlNode::at).orElse(root.at()),
                    "no-operations",
                    Text.of("文档中没有选中的操作", "The document has no operation that was asked for"),
                    tags.isEmpty()
                            ? Text.of("核对 paths 和 --only、--tag", "Check paths, --only and --tag")
                            : Text.of("可用的标签：%s", "Tags there are: %s", tags));
            return Optional.empty();
        }
        SchemaReader schemas =
                new SchemaReader(references, notes, Math.max(12, Math.min(400, FIELDS_OF_A_BUNDLE / found.size() / 2)));
        OpenApiSecurity security = new OpenApiSecurity(root, references, notes);
        Map<String, LegacyConnection> connections = new LinkedHashMap<>();
        List<LegacyOperation> operations = new ArrayList<>();
        for (Found each : found) {
            new OpenApiOperation(form, schemas, references, security, notes)
                    .read(id(each), each.path(), each.method(), each.item(), each.operation())
                    .ifPresent(read -> {
                        connections.putIfAbsent(
                                read.wire().connection(), connection(read.wire().connection()));
                        operations.add(read);
                    });
        }
        if (operations.isEmpty()) {
            notes.error(
                    root.at(),
                    "no-operations",
                    Text.of("没有可生成的操作", "No operation could be scaffolded"),
                    Text.of("见上面各条", "See the findings above"));
            return Optional.empty();
        }
        String title = root.get("info")
                .flatMap(info -> info instanceof YamlNode.Mapping mapping ? mapping.get("title") : Optional.empty())
                .flatMap(YamlNode::asText)
                .orElse("");
        return Optional.of(new LegacySystem(title, connections, operations, "", tags));
    }

    private LegacyConnection connection(String name) {
        LegacyConnection.Style style =
                name.equals("form") ? LegacyConnection.Style.HTTP_FORM : LegacyConnection.Style.HTTP_JSON;
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("style", style.word());
        keys.put("charset", "UTF-8");
        String server = form.server();
        return new LegacyConnection(
                name,
                style,
                keys,
                server.isEmpty() ? List.of() : List.of("address in the document: " + server),
                Map.of());
    }

    private List<Found> operations() {
        List<Found> found = new ArrayList<>();
        if (!(root.get("paths").orElse(null) instanceof YamlNode.Mapping paths)) {
            return found;
        }
        paths.entries().forEach((path, entry) -> references
                .mapping(entry.value())
                .ifPresent(item -> item.entries().forEach((method, operation) -> {
                    if (path.startsWith("x-")) {
                        return;
                    }
                    if (METHODS.contains(method) && operation.value() instanceof YamlNode.Mapping declared) {
                        List<String> named =
                                SchemaFacts.texts(declared.get("tags").orElse(null));
                        named.forEach(tag -> tags.merge(tag, 1, Integer::sum));
                        String name = declared.get("operationId")
                                .flatMap(YamlNode::asText)
                                .orElse("");
                        if (selection.takes(name, method.toUpperCase(Locale.ROOT) + " " + path, named)) {
                            found.add(new Found(path, method, item, declared, operation));
                        }
                    } else if (!NOT_OPERATIONS.contains(method) && !method.startsWith("x-")) {
                        notes.warning(
                                operation.keyAt(),
                                "method",
                                Text.of("未生成 %s %s", "%s %s was left out", method.toUpperCase(Locale.ROOT), path),
                                Text.of("枢纽调用 GET POST PUT DELETE PATCH", "The hub calls GET POST PUT DELETE PATCH"));
                    }
                })));
        return found;
    }

    /** From the operationId, or from method and path. */
    private String id(Found found) {
        String declared =
                found.operation().get("operationId").flatMap(YamlNode::asText).orElse("");
        String name = CamelCase.of(
                declared.isBlank() ? found.method() + " " + found.path().replace("{", "by ") : declared);
        return CamelCase.unique(name.length() < 2 ? name + "Operation" : name, "", ids);
    }
}
