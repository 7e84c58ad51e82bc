package io.xianghub.mapping;

import io.xianghub.shared.wire.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, split once: {@code .} the current item, {@code a.b[0].c}, {@code a[kind=310].c} and
 * {@code a[kind!=310].c} the items of which that is so, {@code $name.a} in the scope, in XML {@code field[@name=GRZH]} and
 * {@code @attribute}; in a tree made of XML also {@code #text}.
 */
final class Path {

    private static final Pattern SEGMENT = Pattern.compile("(@?[\\p{L}_][\\p{L}\\p{N}_:-]*|#text)"
            + "(?:\\[(?:([0-9]{1,6})|(@?[\\p{L}_][\\p{L}\\p{N}_-]*)(!?=)([^\\]]{1,100}))])?");

    private final String text;
    private final @Nullable String scope;
    private final List<Step> steps;

    /** @param index −1 when every one, or the only one, is meant; {@code filter} and {@code namespace} null when none is asked for */
    private record Step(String name, int index, @Nullable Filter filter, @Nullable String namespace) {

        /** The same, of the namespace that its prefix means. */
        Step in(Map<String, String> namespaces) {
            String prefix = Namespaces.prefix(name);
            String uri = prefix == null ? null : namespaces.get(prefix);
            if (uri == null) {
                return this;
            }
            String local = name.substring(name.indexOf(':') + 1);
            return new Step(name.startsWith("@") ? "@" + local : local, index, filter, uri);
        }

        boolean isIn(String uri) {
            return namespace == null || namespace.equals(uri);
        }
    }

    /** Which of several are meant: those of which a child, or an attribute, has a value, or has it not. */
    private record Filter(String name, boolean negated, String value) {

        boolean takes(@Nullable Object item) {
            Object found = null;
            if (item instanceof XmlElement element) {
                found = name.startsWith("@")
                        ? element.attribute(name.substring(1)).orElse(null)
                        : element.child(name).orElse(null);
            } else if (item instanceof Map<?, ?> map) {
                found = map.get(name);
            }
            String text = found == null ? "" : Leaf.text(found);
            return value.equals(text) != negated;
        }
    }

    private Path(String text, @Nullable String scope, List<Step> steps) {
        this.text = text;
        this.scope = scope;
        this.steps = List.copyOf(steps);
    }

    /** The path, or empty when it cannot be read. */
    static Optional<Path> parse(String text) {
        String rest = text;
        String scope = null;
        if (rest.startsWith("$")) {
            int dot = rest.indexOf('.');
            scope = rest.substring(1, dot < 0 ? rest.length() : dot);
            if (!scope.matches("[A-Za-z][A-Za-z0-9_-]*")) {
                return Optional.empty();
            }
            rest = dot < 0 ? "." : rest.substring(dot + 1);
        }
        List<Step> steps = new ArrayList<>();
        if (!rest.equals(".")) {
            for (String part : parts(rest)) {
                Matcher segment = SEGMENT.matcher(part);
                if (!segment.matches()) {
                    return Optional.empty();
                }
                int index = segment.group(2) == null ? -1 : Integer.parseInt(segment.group(2));
                String name = segment.group(3);
                Filter filter =
                        name == null ? null : new Filter(name, segment.group(4).equals("!="), segment.group(5));
                steps.add(new Step(segment.group(1), index, filter, null));
            }
        }
        return Optional.of(new Path(text, scope, steps));
    }

    /** The first prefix that means nothing; what the route has set aside is never asked for its namespaces. */
    Optional<String> unknownPrefix(Namespaces namespaces) {
        return scope != null
                ? Optional.empty()
                : steps.stream()
                        .flatMap(step -> Optional.ofNullable(Namespaces.prefix(step.name())).stream())
                        .filter(prefix -> !namespaces.knows(prefix))
                        .findFirst();
    }

    /** The same path in documents of these namespaces. */
    Path in(Namespaces namespaces) {
        Map<String, String> byPrefix = namespaces.byPrefix();
        return scope != null || byPrefix == null
                ? this
                : new Path(
                        text,
                        null,
                        steps.stream().map(step -> step.in(byPrefix)).toList());
    }

    /** What stands between dots; a dot in brackets is none. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean inBrackets = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inBrackets = c == '[' || (inBrackets && c != ']');
            if (c == '.' && !inBrackets) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The value, or null where the way ends before it. */
    @Nullable Object find(@Nullable Object item, Map<String, ? extends @Nullable Object> scopes) {
        Object here = scope == null ? item : scopes.get(scope);
        for (Step step : steps) {
            here = here instanceof XmlElement element ? inXml(element, step) : inTree(here, step);
            if (here == null) {
                return null;
            }
        }
        return here;
    }

    private static @Nullable Object inTree(@Nullable Object here, Step step) {
        if (!(here instanceof Map<?, ?> map)) {
            return null;
        }
        Object value = map.get(step.name());
        Filter filter = step.filter();
        if (filter != null) {
            List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            return only(items.stream().filter(filter::takes).toList());
        }
        if (step.index() < 0) {
            return value;
        }
        return value instanceof List<?> list && step.index() < list.size() ? list.get(step.index()) : null;
    }

    private static @Nullable Object inXml(XmlElement element, Step step) {
        if (step.name().startsWith("@")) {
            return element.attributes().stream()
                    .filter(attribute -> attribute.name().equals(step.name().substring(1)))
                    .filter(attribute -> step.isIn(attribute.namespace()))
                    .map(XmlElement.Attribute::value)
                    .findFirst()
                    .orElse(null);
        }
        Filter filter = step.filter();
        List<XmlElement> named = element.children(step.name()).stream()
                .filter(child -> step.isIn(child.namespace()))
                .filter(child -> filter == null || filter.takes(child))
                .toList();
        if (step.index() >= 0) {
            return step.index() < named.size() ? named.get(step.index()) : null;
        }
        return only(named);
    }

    /** Null for none, the one that there is, or all of several. */
    private static @Nullable Object only(List<?> found) {
        return found.isEmpty() ? null : found.size() == 1 ? found.get(0) : found;
    }

    @Override
    public String toString() {
        return text;
    }
}
