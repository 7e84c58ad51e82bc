package io.xianghub.scaffold;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the elements of one message are written as keys. The short way: those of the message's own namespace without a prefix. When
 * elements without a namespace stand beside them, all that have one get a prefix.
 */
final class Prefixes {

    private final String own;
    private final boolean all;
    private final Map<String, String> byNamespace = new LinkedHashMap<>();
    private boolean plain;
    private boolean ownUsed;

    /** @param all whether elements of the own namespace get a prefix too */
    Prefixes(String own, boolean all) {
        this.own = own;
        this.all = all;
    }

    String qualified(String namespace, String local) {
        if (namespace.isEmpty()) {
            return unqualified(local);
        }
        if (namespace.equals(own) && !all) {
            ownUsed = true;
            return local;
        }
        return byNamespace.computeIfAbsent(namespace, key -> "n" + (byNamespace.size() + 1)) + ":" + local;
    }

    String unqualified(String local) {
        plain = true;
        return local;
    }

    /** Whether the short way cannot tell elements with and without a namespace apart. */
    boolean mixed() {
        return !all && plain && ownUsed;
    }

    /** Whether keys without a prefix are in the message's own namespace. */
    boolean qualified() {
        return ownUsed;
    }

    /** Namespaces by prefix. */
    Map<String, String> namespaces() {
        Map<String, String> named = new LinkedHashMap<>();
        byNamespace.forEach((namespace, prefix) -> named.put(prefix, namespace));
        return named;
    }
}
