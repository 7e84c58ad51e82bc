package io.xianghub.legacy;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bindings that stand in the hub's configuration.
 *
 * @param bindings by bundle and connection: {@code address}, {@code secret} ({@code env:…}, {@code file:…} or the secret itself),
 *     {@code secrets} (more of them by name), {@code tls} and the keys of a binding's settings
 */
@ConfigurationProperties("xianghub.legacy")
record LegacyProperties(@DefaultValue Map<String, Map<String, Map<String, Object>>> bindings) {}
