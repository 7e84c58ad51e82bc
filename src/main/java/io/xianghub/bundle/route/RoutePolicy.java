package io.xianghub.bundle.route;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Walks a bundle's routes against {@link RouteGrammar} and collects the endpoints they name. */
public final class RoutePolicy {

    private static final Pattern ENDPOINT = Pattern.compile("([a-z]+):([A-Za-z0-9][A-Za-z0-9/_-]*)");

    private final Findings findings;
    private final ExpressionPolicy expressions;
    private final RouteAmounts amounts;
    private final List<EndpointUse> endpoints = new ArrayList<>();
    private final Map<String, Position> routeIds = new HashMap<>();
    private String route = "";

    public RoutePolicy(Findings findings) {
        this.findings = findings;
        this.amounts = new RouteAmounts(findings);
        this.expressions = new ExpressionPolicy(findings, amounts);
    }

    /** The endpoints named by the files walked so far. */
    public List<EndpointUse> endpoints() {
        return List.copyOf(endpoints);
    }

    /** The file as it was read; empty when it could not be. */
    public Optional<YamlNode> walk(String file, byte[] bytes) {
        Optional<YamlNode> root = Yaml.read(file, bytes, findings);
        root.ifPresent(this::document);
        return root;
    }

    private void document(YamlNode root) {
        amounts.placeholders(root);
        if (!(root instanceof YamlNode.Sequence entries)) {
            refuse(
                    root.at(),
                    "route.shape",
                    "路由文件应为列表",
                    "A route file is a list",
                    "以 - route: 开头",
                    "Begin with - route:");
            return;
        }
        for (YamlNode entry : entries.items()) {
            entry(entry);
        }
    }

    private void entry(YamlNode entry) {
        if (!(entry instanceof YamlNode.Mapping mapping)) {
            refuse(entry.at(), "route.shape", "此处应为 route", "A route is expected here", "写 - route:", "Write - route:");
            return;
        }
        mapping.entries().forEach((key, value) -> {
            switch (key) {
                case "route" -> route(value.value());
                case "onException" -> onException(value.value());
                default ->
                    refuse(
                            value.keyAt(),
                            "route.not-allowed",
                            "路由包不允许使用 " + key,
                            "A bundle may not use " + key,
                            "只能使用 route 和 onException",
                            "Only route and onException may be used");
            }
        });
    }

    private void route(YamlNode node) {
        Optional<YamlNode.Mapping> mapping = only(node, "route", RouteGrammar.ROUTE);
        if (mapping.isEmpty()) {
            return;
        }
        Optional<YamlNode> id = mapping.get().get("id");
        route = id.flatMap(YamlNode::asText).orElse("");
        if (route.isBlank()) {
            refuse(node.at(), "route.no-id", "路由缺少 id", "The route has no id", "补上 id", "Add an id");
        } else {
            Position earlier = routeIds.putIfAbsent(route, id.get().at());
            if (earlier != null) {
                refuse(
                        id.get().at(),
                        "route.duplicate-id",
                        "路由 id " + route + " 已用于 " + earlier,
                        "The route id " + route + " is taken at " + earlier,
                        "换一个 id",
                        "Choose another id");
            }
        }
        Optional<YamlNode> from = mapping.get().get("from");
        if (from.isEmpty()) {
            refuse(node.at(), "route.no-from", "路由缺少 from", "The route has no from", "补上 from", "Add from");
            return;
        }
        only(from.get(), "from", RouteGrammar.BEGIN).ifPresent(begin -> {
            endpoint(begin.get("uri").orElse(begin), true);
            steps(begin);
        });
    }

    private void onException(YamlNode node) {
        only(node, "onException", RouteGrammar.ON_EXCEPTION).ifPresent(mapping -> {
            exceptions(mapping);
            mapping.get("handled").ifPresent(expressions::handled);
            steps(mapping);
        });
    }

    private void steps(YamlNode.Mapping holder) {
        Optional<YamlNode> steps = holder.get("steps");
        if (steps.isEmpty()) {
            return;
        }
        if (!(steps.get() instanceof YamlNode.Sequence list)) {
            refuse(
                    steps.get().at(),
                    "route.steps",
                    "steps 应为列表",
                    "steps is a list",
                    "每步以 - 开头",
                    "Begin each step with -");
            return;
        }
        for (YamlNode step : list.items()) {
            if (step instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1) {
                mapping.entries().forEach((eip, value) -> step(eip, value.keyAt(), value.value()));
            } else {
                refuse(step.at(), "route.step", "每一步只写一个动作", "Each step is one action", "拆成多步", "Split it into steps");
            }
        }
    }

    private void step(String eip, Position at, YamlNode value) {
        amounts.add(RouteAmounts.Kind.STEPS, at);
        Set<String> options = RouteGrammar.STEPS.get(eip);
        if (options == null) {
            refuse(
                    at,
                    "route.not-allowed",
                    "路由包不允许使用 " + eip,
                    "A bundle may not use " + eip,
                    "可用：" + new TreeSet<>(RouteGrammar.STEPS.keySet()),
                    "Allowed: " + new TreeSet<>(RouteGrammar.STEPS.keySet()));
            return;
        }
        if (eip.equals("wireTap")) {
            amounts.add(RouteAmounts.Kind.TAPS, at);
        }
        if (value instanceof YamlNode.Scalar && eip.equals("to")) {
            endpoint(value, false);
            return;
        }
        if (value instanceof YamlNode.Scalar && eip.equals("removeHeaders")) {
            amounts.pattern(value);
            return;
        }
        only(value, eip, options).ifPresent(mapping -> {
            options(eip, at, mapping);
            steps(mapping);
            RouteGrammar.PARTS.keySet().forEach(name -> mapping.get(name).ifPresent(node -> part(name, node)));
        });
    }

    private void options(String eip, Position at, YamlNode.Mapping mapping) {
        if (Set.of("to", "wireTap").contains(eip)) {
            endpoint(mapping.get("uri").orElse(mapping), false);
        }
        if (RouteGrammar.EXPRESSIONS.contains(eip)) {
            expressions.check(eip, at, mapping).ifPresent(uri -> endpoint(uri, false));
        }
        if (eip.equals("removeHeaders")) {
            amounts.pattern(mapping.get("pattern").orElse(mapping));
        }
        if (Set.of("setHeader", "setProperty").contains(eip)) {
            propertyName(mapping, at);
        }
    }

    private void part(String name, YamlNode node) {
        List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
        for (YamlNode item : items) {
            only(item, name, RouteGrammar.PARTS.getOrDefault(name, Set.of())).ifPresent(mapping -> {
                if (name.equals("when")) {
                    expressions.check(name, item.at(), mapping).ifPresent(uri -> endpoint(uri, false));
                }
                if (name.equals("doCatch")) {
                    exceptions(mapping);
                }
                steps(mapping);
            });
        }
    }

    private void propertyName(YamlNode.Mapping mapping, Position at) {
        String name = mapping.get("name").flatMap(YamlNode::asText).orElse("");
        boolean reserved = RouteGrammar.isReserved(name);
        if (reserved || !name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            refuse(
                    at,
                    "route.property-name",
                    "名称 " + name + " 不可用",
                    "The name " + name + " cannot be used",
                    "使用字母开头的名称，不要用 hub.、Camel 开头或消息中间件保留的名称",
                    "Use a name that begins with a letter, not with hub. or Camel, and is not reserved for transports");
        }
    }

    private void exceptions(YamlNode.Mapping mapping) {
        List<YamlNode> named = mapping.get("exception").orElse(mapping) instanceof YamlNode.Sequence list
                ? list.items()
                : List.of(mapping.get("exception").orElse(mapping));
        for (YamlNode name : named) {
            if (!RouteGrammar.EXCEPTIONS.contains(name.asText().orElse(""))) {
                refuse(
                        name.at(),
                        "route.exception",
                        "不允许捕获 " + name.asText().orElse("?"),
                        "May not catch " + name.asText().orElse("?"),
                        "可用：" + RouteGrammar.EXCEPTIONS,
                        "Allowed: " + RouteGrammar.EXCEPTIONS);
            }
        }
    }

    private void endpoint(YamlNode node, boolean from) {
        String uri = node.asText().orElse("");
        var parts = ENDPOINT.matcher(uri);
        if (!parts.matches()) {
            refuse(
                    node.at(),
                    "route.endpoint",
                    "地址 " + uri + " 应为 方案:名称，不带选项",
                    "The endpoint " + uri + " should be scheme:name without options",
                    "例如 mapping:balance-request",
                    "For example mapping:balance-request");
            return;
        }
        Set<String> allowed = from ? RouteGrammar.FROM : RouteGrammar.TO;
        if (!allowed.contains(parts.group(1))) {
            refuse(
                    node.at(),
                    "route.scheme",
                    "路由包不允许" + (from ? "从 " : "到 ") + parts.group(1) + ":",
                    "A bundle may not go " + (from ? "from " : "to ") + parts.group(1) + ":",
                    "可用：" + new TreeSet<>(allowed),
                    "Allowed: " + new TreeSet<>(allowed));
            return;
        }
        if (from && parts.group(1).equals("legacy")) {
            amounts.add(RouteAmounts.Kind.POLLERS, node.at());
        }
        endpoints.add(new EndpointUse(node.at(), route, parts.group(1), parts.group(2), from));
    }

    /** The mapping with only these keys; anything else is reported. */
    private Optional<YamlNode.Mapping> only(YamlNode node, String what, Set<String> allowed) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            refuse(
                    node.at(),
                    "route.shape",
                    what + " 应为键值结构",
                    what + " should have keys and values",
                    "写成 key: value",
                    "Write key: value");
            return Optional.empty();
        }
        mapping.entries().forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                refuse(
                        entry.keyAt(),
                        "route.option",
                        what + " 不允许选项 " + key,
                        what + " may not have the option " + key,
                        "可用：" + new TreeSet<>(allowed),
                        "Allowed: " + new TreeSet<>(allowed));
            }
        });
        return Optional.of(mapping);
    }

    private void refuse(Position at, String code, String zh, String en, String remedyZh, String remedyEn) {
        findings.error(at, code, new Text(zh, en), new Text(remedyZh, remedyEn));
    }
}
