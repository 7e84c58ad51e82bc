package io.xianghub.legacy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** What a binding sets beside address and secret, as people write it: durations like {@code 5s}, sizes like {@code 10MB}. */
public record BindingSettings(
        Map<String, String> properties, Duration connectTimeout, Duration timeout, Limits limits) {

    /** The settings that nobody has changed. */
    public static final BindingSettings DEFAULT =
            new BindingSettings(Map.of(), Binding.CONNECT_TIMEOUT, Binding.TIMEOUT, Limits.DEFAULT);

    /**
     * Reads {@code {properties, connect-timeout, timeout, limits: {concurrency, window, minimum-calls, failure-rate, open, max-answer,
     * attempts, retry-budget, backoff}}}.
     *
     * @throws IllegalArgumentException naming the key that is wrong
     */
    public static BindingSettings read(Map<?, ?> written) {
        Map<String, String> properties = new LinkedHashMap<>();
        map(written, "properties").forEach((name, value) -> properties.put(name.toString(), String.valueOf(value)));
        Map<?, ?> limits = map(written, "limits");
        return new BindingSettings(
                properties,
                duration(written, "connect-timeout", DEFAULT.connectTimeout),
                duration(written, "timeout", DEFAULT.timeout),
                new Limits(
                        number(limits, "concurrency", Limits.DEFAULT.concurrency()),
                        number(limits, "window", Limits.DEFAULT.window()),
                        number(limits, "minimum-calls", Limits.DEFAULT.minimumCalls()),
                        number(limits, "failure-rate", Limits.DEFAULT.failureRate()),
                        duration(limits, "open", Limits.DEFAULT.open()),
                        text(limits, "max-answer")
                                .map(size -> DataSize.parse(size).toBytes())
                                .orElse(Limits.DEFAULT.maxAnswer()),
                        new Retries(
                                number(limits, "attempts", Retries.DEFAULT.attempts()),
                                number(limits, "retry-budget", Retries.DEFAULT.budget()),
                                duration(limits, "backoff", Retries.DEFAULT.backoff()))));
    }

    public Binding binding(String address, @Nullable Secret secret) {
        return new Binding(address, properties, secret, connectTimeout, timeout, limits);
    }

    /** These settings with more properties. */
    public BindingSettings with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putAll(more);
        return new BindingSettings(all, connectTimeout, timeout, limits);
    }

    static BindingSettings of(Binding binding) {
        return new BindingSettings(binding.properties(), binding.connectTimeout(), binding.timeout(), binding.limits());
    }

    Map<String, Object> plain() {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("properties", properties);
        written.put("connect-timeout", connectTimeout.toMillis() + "ms");
        written.put("timeout", timeout.toMillis() + "ms");
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("concurrency", limits.concurrency());
        bounds.put("window", limits.window());
        bounds.put("minimum-calls", limits.minimumCalls());
        bounds.put("failure-rate", limits.failureRate());
        bounds.put("open", limits.open().toMillis() + "ms");
        bounds.put("max-answer", limits.maxAnswer() + "B");
        bounds.put("attempts", limits.retries().attempts());
        bounds.put("retry-budget", limits.retries().budget());
        bounds.put("backoff", limits.retries().backoff().toMillis() + "ms");
        written.put("limits", bounds);
        return written;
    }

    private static Map<?, ?> map(Map<?, ?> from, String key) {
        Object value = from.get(key);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(key + " must be a mapping");
    }

    private static Optional<String> text(Map<?, ?> from, String key) {
        return Optional.ofNullable(from.get(key)).map(Object::toString);
    }

    private static int number(Map<?, ?> from, String key, int fallback) {
        try {
            return text(from, key).map(Integer::parseInt).orElse(fallback);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(key + " must be a whole number", notANumber);
        }
    }

    private static Duration duration(Map<?, ?> from, String key, Duration fallback) {
        try {
            return text(from, key).map(DurationStyle.SIMPLE::parse).orElse(fallback);
        } catch (IllegalArgumentException notADuration) {
            throw new IllegalArgumentException(key + " must be a duration such as 5s", notADuration);
        }
    }
}
