package io.xianghub.bundle.camel.exchange;

import io.xianghub.bundle.CheckedBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.NamedNode;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.SetPropertyDefinition;
import org.jspecify.annotations.Nullable;

/** Where the steps of a bundle's routes stand in its files. */
public final class RouteLines {

    private final Map<String, List<String>> files;

    public RouteLines(CheckedBundle bundle) {
        files = bundle.routeFiles().stream().collect(Collectors.toMap(Function.identity(), path -> new String(
                        bundle.files().file(path).orElseThrow(), StandardCharsets.UTF_8)
                .lines()
                .toList()));
    }

    /** The step that the node is. */
    public Site site(NamedNode node) {
        String route = String.valueOf((@Nullable String) ProcessorDefinitionHelper.getRouteId(node));
        if (node instanceof EndpointRequiredDefinition reaching) {
            String uri = String.valueOf((@Nullable String) reaching.getEndpointUri());
            return new Site(route, place(node, uri), uri);
        }
        if (node instanceof SetPropertyDefinition property) {
            String name = String.valueOf((@Nullable String) property.getName());
            return new Site(route, place(node, name), node.getShortName() + " " + name);
        }
        return new Site(route, place(node, ""), node.getShortName());
    }

    /**
     * {@code <file>:<line>} of a step.
     *
     * @param word what the step's line must hold, such as the endpoint
     */
    private String place(NamedNode node, String word) {
        String location = String.valueOf(node.getLocation());
        String file = location.substring(location.indexOf(':') + 1);
        int line = node.getLineNumber();
        // Camel 4.22 counts from 0 where the step's value begins: one too few when that is the line of its name, as in
        // "setBody: { constant: x }".
        Pattern inOneLine =
                Pattern.compile("[\\s-]*\\b" + Pattern.quote(node.getShortName()) + ":\\s*\\{.*" + Pattern.quote(word));
        List<String> lines = files.getOrDefault(file, List.of());
        boolean next = line >= 0
                && line < lines.size()
                && inOneLine.matcher(lines.get(line)).lookingAt();
        return file + ":" + (next ? line + 1 : line);
    }
}
