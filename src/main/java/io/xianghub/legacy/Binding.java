package io.xianghub.legacy;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection leads on this hub, and how long and how often it may be used.
 *
 * @param address {@code https://host/base}, {@code sftp://host:port}, {@code tcp://host:port} or a JDBC URL
 * @param properties public values: {@code user}, an SFTP server's {@code host-key} ({@code SHA256:…}), whatever templates name
 * @param secret password, token or private key (PEM)
 * @param secrets further ones by name, where one is not enough: a key to encipher with beside one to sign with
 * @param tls for {@code https} addresses
 */
public record Binding(
        String address,
        Map<String, String> properties,
        @Nullable Secret secret,
        Map<String, Secret> secrets,
        Tls tls,
        Duration connectTimeout,
        Duration timeout,
        Limits limits) {

    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration TIMEOUT = Duration.ofSeconds(5);

    // A JDBC URL can run code or write files in the hub: what does is refused, whoever asks for it.
    private static final Pattern DANGEROUS_JDBC = Pattern.compile(
            "(?i)[;?&](init|socketfactory|sslfactory|sslhostnameverifier|sslpasswordcallback|authenticationpluginclassname"
                    + "|loggerfile|xmlfactoryfactory|autodeserialize|allowloadlocalinfile|queryinterceptors"
                    + "|trace_level_file)\\s*=");

    public Binding {
        properties = Map.copyOf(properties);
        secrets = Map.copyOf(secrets);
        requireAddress(address);
        if (!tls.equals(Tls.DEFAULT) && !address.startsWith("https:")) {
            throw new UnfitTls("tls 只用于 https 地址", "tls is for https addresses");
        }
        requirePositive(connectTimeout, "connect-timeout");
        requirePositive(timeout, "timeout");
    }

    public Binding(String address, Map<String, String> properties, @Nullable Secret secret) {
        this(address, properties, secret, CONNECT_TIMEOUT, TIMEOUT, Limits.DEFAULT);
    }

    public Binding(
            String address,
            Map<String, String> properties,
            @Nullable Secret secret,
            Duration connectTimeout,
            Duration timeout,
            Limits limits) {
        this(address, properties, secret, Map.of(), Tls.DEFAULT, connectTimeout, timeout, limits);
    }

    public Binding secrets(Map<String, Secret> named) {
        return new Binding(address, properties, secret, named, tls, connectTimeout, timeout, limits);
    }

    public Binding tls(Tls other) {
        return new Binding(address, properties, secret, secrets, other, connectTimeout, timeout, limits);
    }

    public Binding timeout(Duration longest) {
        return new Binding(address, properties, secret, secrets, tls, connectTimeout, longest, limits);
    }

    public Binding limits(Limits other) {
        return new Binding(address, properties, secret, secrets, tls, connectTimeout, timeout, other);
    }

    boolean suits(Style style) {
        return switch (style) {
            case HTTP_JSON, HTTP_FORM, HTTP_XML, SOAP -> address.startsWith("http");
            case FRAME -> address.startsWith("tcp:");
            case SFTP -> address.startsWith("sftp:");
            case SQL -> address.startsWith("jdbc:");
        };
    }

    private static void requireAddress(String address) {
        if (address.startsWith("jdbc:")) {
            String lower = address.toLowerCase(Locale.ROOT);
            boolean embedded = lower.startsWith("jdbc:h2:")
                    && !lower.startsWith("jdbc:h2:tcp:")
                    && !lower.startsWith("jdbc:h2:ssl:");
            if (embedded || DANGEROUS_JDBC.matcher(address).find()) {
                throw new IllegalArgumentException("This JDBC address would open files or run code in the hub");
            }
            return;
        }
        URI uri = URI.create(address);
        if (uri.getScheme() == null
                || !uri.getScheme().matches("https?|sftp|tcp")
                || uri.getHost() == null
                || (uri.getScheme().equals("tcp")
                        && (uri.getPort() < 1 || !uri.getPath().isEmpty()))
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "An address is http(s)://host[:port][/base], sftp://host[:port], tcp://host:port or jdbc:…,"
                            + " without credentials");
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most 10 minutes");
        }
    }
}
