package io.xianghub.mapping;

import io.xianghub.shared.wire.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One name of a path, and which of several are meant.
 *
 * @param every whether the way goes on in each item of the list there
 * @param index −1 when every one, or the only one, is meant
 * @param filter null when none is asked for, as is {@code namespace}
 */
record Step(String name, boolean every, int index, @Nullable Filter filter, @Nullable String namespace) {

    /** Which of several are meant: those of which a child, or an attribute, has a value, or has it not. */
    record Filter(String name, boolean negated, String value) {

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

    /** The same, of the namespace that its prefix means. */
    Step in(Map<String, String> namespaces) {
        String prefix = Namespaces.prefix(name);
        String uri = prefix == null ? null : namespaces.get(prefix);
        if (uri == null) {
            return this;
        }
        String local = name.substring(name.indexOf(':') + 1);
        return new Step(name.startsWith("@") ? "@" + local : local, every, index, filter, uri);
    }

    /** What stands there below a value; null when nothing does. */
    @Nullable Object of(@Nullable Object here) {
        return here instanceof XmlElement element ? inXml(element) : inTree(here);
    }

    private @Nullable Object inTree(@Nullable Object here) {
        if (!(here instanceof Map<?, ?> map)) {
            return null;
        }
        Object value = map.get(name);
        if (filter != null) {
            List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            return only(items.stream().filter(filter::takes).toList());
        }
        if (index < 0) {
            return value;
        }
        return value instanceof List<?> list && index < list.size() ? list.get(index) : null;
    }

    private @Nullable Object inXml(XmlElement element) {
        if (name.startsWith("@")) {
            return attribute(element.attributes());
        }
        XmlElement first = null;
        List<XmlElement> several = null;
        int before = 0;
        for (XmlElement child : element.children()) {
            if (!takes(child)) {
                continue;
            }
            if (before++ == index) {
                return child;
            }
            if (first == null) {
                first = child;
            } else if (index < 0) {
                several = several == null ? new ArrayList<>(List.of(first)) : several;
                several.add(child);
            }
        }
        return index >= 0 ? null : several == null ? first : several;
    }

    private @Nullable Object attribute(List<XmlElement.Attribute> attributes) {
        for (XmlElement.Attribute attribute : attributes) {
            // the name of the step begins with @
            boolean named = name.length() == attribute.name().length() + 1 && name.endsWith(attribute.name());
            if (named && isIn(attribute.namespace())) {
                return attribute.value();
            }
        }
        return null;
    }

    private boolean takes(XmlElement child) {
        return child.name().equals(name) && isIn(child.namespace()) && (filter == null || filter.takes(child));
    }

    private boolean isIn(String uri) {
        return namespace == null || namespace.equals(uri);
    }

    /** Null for none, the one that there is, or all of several. */
    private static @Nullable Object only(List<?> found) {
        return found.isEmpty() ? null : found.size() == 1 ? found.get(0) : found;
    }
}
