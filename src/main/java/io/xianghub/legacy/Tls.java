package io.xianghub.legacy;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a binding's connections are secured: whom they trust, and who the hub is to the other end.
 *
 * @param trust certificates of the only authorities that are trusted; null for those of the Java runtime
 * @param certificate the hub's own, and those between it and an authority; null when it shows none
 * @param key the private key of {@code certificate}
 * @param pins {@code sha256/…} of public keys, one of which must be in the server's chain; empty for any
 * @param verifyHost false where a server's certificate is known to name another host
 */
public record Tls(
        @Nullable Material trust,
        @Nullable Material certificate,
        @Nullable Secret key,
        Set<String> pins,
        List<String> versions,
        boolean verifyHost) {

    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final Set<String> KEYS = Set.of("trust", "certificate", "key", "pin", "versions", "verify-host");
    private static final int LONGEST = 60_000;

    /** What a binding that says nothing has. */
    public static final Tls DEFAULT = new Tls(null, null, null, Set.of(), VERSIONS, true);

    public Tls {
        pins = Set.copyOf(pins);
        versions = List.copyOf(versions);
        for (String pin : pins) {
            if (!isPin(pin)) {
                throw new UnfitTls(
                        "tls.pin 应为 sha256/ 加 32 字节的 Base64，而不是 %s",
                        "tls.pin is sha256/ and the Base64 of 32 bytes, not %s", pin);
            }
        }
        if (versions.isEmpty() || !VERSIONS.containsAll(versions)) {
            throw new UnfitTls("tls.versions 可用 TLSv1.3 和 TLSv1.2", "tls.versions may be TLSv1.3 and TLSv1.2");
        }
    }

    /**
     * Certificates as text, or where on the hub they stand.
     *
     * @param pem null while there is nothing where a reference points
     */
    public record Material(String written, @Nullable String pem) {

        static Material of(String written) {
            return new Material(
                    written,
                    isReference(written)
                            ? Stream.ofNullable(new KeptSecrets.Kept(written, true).secret())
                                    .map(Secret::value)
                                    .findAny()
                                    .orElse(null)
                            : written);
        }
    }

    static boolean isReference(String written) {
        return written.startsWith("env:") || written.startsWith("file:");
    }

    /**
     * Reads {@code {trust, certificate, pin, versions, verify-host}}; the key is the reader's matter.
     *
     * @throws UnfitTls naming the member that is wrong
     */
    static Tls read(Map<?, ?> written) {
        for (Object name : written.keySet()) {
            if (!KEYS.contains(name)) {
                throw new UnfitTls("tls 没有 %s", "tls has no %s", name);
            }
        }
        List<String> versions = texts(written, "versions");
        return new Tls(
                material(written, "trust"),
                material(written, "certificate"),
                null,
                new TreeSet<>(texts(written, "pin")),
                written.get("versions") == null ? VERSIONS : versions,
                flag(written.get("verify-host")));
    }

    private static @Nullable Material material(Map<?, ?> written, String name) {
        Object value = written.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.isBlank() || text.length() > LONGEST) {
            throw new UnfitTls(
                    "tls.%s 应为 PEM 证书，最多 %d 个字符",
                    "tls.%s must be certificates in PEM, of %d characters at most", name, LONGEST);
        }
        return Material.of(text.strip());
    }

    /** One text, several between commas, or a list, which configuration hands over by number. */
    private static List<String> texts(Map<?, ?> written, String name) {
        Object value = written.get(name);
        Stream<?> all = value instanceof List<?> list
                ? list.stream()
                : value instanceof Map<?, ?> numbered
                        ? numbered.values().stream()
                        : value == null
                                ? Stream.empty()
                                : Arrays.stream(value.toString().split(",", -1));
        return all.map(one -> String.valueOf(one).strip()).distinct().toList();
    }

    private static boolean flag(@Nullable Object value) {
        String word = value == null ? "true" : value.toString();
        if (!word.equals("true") && !word.equals("false")) {
            throw new UnfitTls("tls.verify-host 应为 true 或 false", "tls.verify-host is true or false");
        }
        return word.equals("true");
    }

    private static boolean isPin(String pin) {
        try {
            return pin.startsWith("sha256/") && Base64.getDecoder().decode(pin.substring(7)).length == 32;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    Tls key(@Nullable Secret other) {
        return new Tls(trust, certificate, other, pins, versions, verifyHost);
    }

    /** References that stand here. */
    List<String> references() {
        return Stream.concat(Stream.ofNullable(trust), Stream.ofNullable(certificate))
                .map(Material::written)
                .filter(Tls::isReference)
                .toList();
    }

    /** As it was written, without the key. */
    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (trust != null) {
            plain.put("trust", trust.written());
        }
        if (certificate != null) {
            plain.put("certificate", certificate.written());
        }
        if (!pins.isEmpty()) {
            plain.put("pin", pins.stream().sorted().toList());
        }
        plain.put("versions", versions);
        plain.put("verify-host", verifyHost);
        return plain;
    }
}
