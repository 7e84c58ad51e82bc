package io.xianghub.legacy;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection's secrets as they are kept: each itself, or where on the hub it stands.
 *
 * @param all by name; the name of the main one is empty, that of the TLS certificate's key is {@link #TLS_KEY}
 */
record KeptSecrets(Map<String, Kept> all) {

    static final KeptSecrets NONE = new KeptSecrets(Map.of());

    /** No name that a department may give. */
    static final String TLS_KEY = "tls.key";

    private static final String MAIN = "";

    KeptSecrets {
        all = Map.copyOf(all);
    }

    /** @param reference whether the text says where the secret stands: {@code env:…} or {@code file:…} */
    record Kept(String text, boolean reference) {

        /** Null while there is nothing where the reference points. */
        @Nullable Secret secret() {
            try {
                return reference ? Secret.at(text) : new Secret(text);
            } catch (IllegalArgumentException | UncheckedIOException nothingThere) {
                return null;
            }
        }

        @Override
        public String toString() {
            return reference ? text : "***";
        }
    }

    @Nullable Secret main() {
        Kept kept = all.get(MAIN);
        return kept == null ? null : kept.secret();
    }

    /** The private key of the hub's own certificate. */
    @Nullable Secret tlsKey() {
        Kept kept = all.get(TLS_KEY);
        return kept == null ? null : kept.secret();
    }

    KeptSecrets without(String name) {
        Map<String, Kept> after = new LinkedHashMap<>(all);
        after.remove(name);
        return new KeptSecrets(after);
    }

    Map<String, Secret> named() {
        Map<String, Secret> named = new TreeMap<>();
        all.forEach((name, kept) -> {
            Secret secret = name.equals(MAIN) || name.equals(TLS_KEY) ? null : kept.secret();
            if (secret != null) {
                named.put(name, secret);
            }
        });
        return named;
    }

    /** These secrets after what somebody wrote of some of them; null takes one away. */
    KeptSecrets with(Map<String, @Nullable Kept> changes) {
        Map<String, Kept> after = new LinkedHashMap<>(all);
        changes.forEach((name, kept) -> {
            if (kept == null) {
                after.remove(name);
            } else {
                after.put(name, kept);
            }
        });
        return new KeptSecrets(after);
    }

    /**
     * Reads {@code secret}, {@code secrets} and {@code tls.key} of what was written for a binding.
     *
     * @param mayRefer whether the writer may make the hub read its environment or a file
     * @throws IllegalArgumentException naming what is wrong
     */
    static Map<String, @Nullable Kept> changes(Map<?, ?> written, boolean mayRefer) {
        Map<String, @Nullable Kept> changes = new LinkedHashMap<>();
        if (written.get("secret") != null) {
            changes.put(MAIN, kept("secret", written.get("secret"), mayRefer));
        }
        Object named = written.get("secrets");
        if (named != null && !(named instanceof Map<?, ?>)) {
            throw new IllegalArgumentException("secrets must be an object");
        }
        if (named instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String name = String.valueOf(key);
                if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
                    throw new IllegalArgumentException("a secret cannot be named " + name);
                }
                changes.put(name, value == null ? null : kept("secrets." + name, value, mayRefer));
            });
        }
        if (written.get("tls") instanceof Map<?, ?> tls && tls.containsKey("key")) {
            Object key = tls.get("key");
            changes.put(TLS_KEY, key == null ? null : kept("tls.key", key, mayRefer));
        }
        return changes;
    }

    private static Kept kept(String place, Object value, boolean mayRefer) {
        if (!(value instanceof String text) || text.isEmpty()) {
            throw new IllegalArgumentException(place + " must be a text that is not empty");
        }
        boolean reference = text.startsWith("env:") || text.startsWith("file:");
        if (reference && !mayRefer) {
            throw new IllegalArgumentException(
                    place + " refers to the hub's environment or files, as only an administrator may");
        }
        Kept kept = new Kept(text, reference);
        if (kept.secret() == null) {
            throw new IllegalArgumentException(place + " refers to nothing: " + text);
        }
        return kept;
    }

    /** All but a main secret that is kept itself, as {@link #read} takes it. */
    String json() {
        Map<String, Object> values = new TreeMap<>();
        Map<String, Object> references = new TreeMap<>();
        all.forEach((name, kept) -> {
            if (kept.reference()) {
                references.put(name, kept.text());
            } else if (!name.equals(MAIN)) {
                values.put(name, kept.text());
            }
        });
        return Json.write(Map.of("values", values, "references", references));
    }

    /** The main secret where it is kept itself; null otherwise. */
    @Nullable String mainItself() {
        Kept kept = all.get(MAIN);
        return kept == null || kept.reference() ? null : kept.text();
    }

    /** @param main null when there is none, or it is referred to */
    static KeptSecrets read(@Nullable String main, @Nullable String json) {
        Map<String, Kept> all = new LinkedHashMap<>();
        try {
            if (json != null && Json.parse(json) instanceof Map<?, ?> written) {
                add(written.get("values"), false, all);
                add(written.get("references"), true, all);
            }
        } catch (Malformed impossible) {
            throw new IllegalStateException("legacy_connection.sealed_secrets is not JSON", impossible);
        }
        if (main != null) {
            all.put(MAIN, new Kept(main, false));
        }
        return new KeptSecrets(all);
    }

    private static void add(@Nullable Object kept, boolean reference, Map<String, Kept> all) {
        if (kept instanceof Map<?, ?> map) {
            map.forEach((name, text) -> all.put(String.valueOf(name), new Kept(String.valueOf(text), reference)));
        }
    }
}
