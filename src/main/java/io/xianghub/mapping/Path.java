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
 * Where a value stands, split once: {@code .} the current item, {@code a.b[0].c}, {@code $name.a} in the scope, and in XML
 * {@code field[@name=GRZH]} and {@code @attribute}; in a tree made of XML also {@code #text}.
 */
final class Path {

    private static final Pattern SEGMENT = Pattern.compile(
            "(@?[\\p{L}_][\\p{L}\\p{N}_:-]*|#text)(?:\\[(?:([0-9]{1,6})|@([A-Za-z_][A-Za-z0-9_-]*)=([^\\]]{1,100}))])?");

    private final String text;
    private final @Nullable String scope;
    private final List<Step> steps;

    /** @param index −1 when every one, or the only one, is meant; {@code attribute} null when none must match */
    private record Step(String name, int index, @Nullable String attribute, @Nullable String equals) {}

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
            for (String part : rest.split("\\.", -1)) {
                Matcher segment = SEGMENT.matcher(part);
                if (!segment.matches()) {
                    return Optional.empty();
                }
                int index = segment.group(2) == null ? -1 : Integer.parseInt(segment.group(2));
                steps.add(new Step(segment.group(1), index, segment.group(3), segment.group(4)));
            }
        }
        return Optional.of(new Path(text, scope, steps));
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
        if (step.index() < 0) {
            return value;
        }
        return value instanceof List<?> list && step.index() < list.size() ? list.get(step.index()) : null;
    }

    private static @Nullable Object inXml(XmlElement element, Step step) {
        if (step.name().startsWith("@")) {
            return element.attribute(step.name().substring(1)).orElse(null);
        }
        List<XmlElement> named = element.children(step.name()).stream()
                .filter(child -> step.attribute() == null
                        || child.attribute(step.attribute()).orElse("").equals(step.equals()))
                .toList();
        if (named.isEmpty() || step.index() >= named.size()) {
            return null;
        }
        return step.index() >= 0 ? named.get(step.index()) : named.size() == 1 ? named.get(0) : named;
    }

    @Override
    public String toString() {
        return text;
    }
}
