package io.xianghub.shared.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much the hub reads.
 *
 * @param maxBody the largest body of {@code /api} and {@code /services}
 * @param maxBundle the largest zip that {@code /api/v1/bundles} takes
 * @param maxMessages the largest batch that {@code /api/v1/messages} takes
 */
@ConfigurationProperties(prefix = "xianghub.web")
record WebProperties(
        @DefaultValue("2MB") DataSize maxBody,
        @DefaultValue("20MB") DataSize maxBundle,
        @DefaultValue("20MB") DataSize maxMessages) {

    WebProperties {
        if (maxBody.toBytes() < 1 || maxBundle.toBytes() < 1 || maxMessages.toBytes() < 1) {
            throw new IllegalArgumentException("xianghub.web.max-… should be at least 1B");
        }
    }

    DataSize limit(String path) {
        if (path.startsWith("/api/v1/bundles")) {
            return maxBundle;
        }
        return path.startsWith("/api/v1/messages") ? maxMessages : maxBody;
    }
}
