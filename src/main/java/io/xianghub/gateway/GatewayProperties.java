package io.xianghub.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param facadeTimeout how long a legacy-shaped call may take */
@ConfigurationProperties(prefix = "xianghub.gateway")
record GatewayProperties(@DefaultValue("30s") Duration facadeTimeout) {

    GatewayProperties {
        if (facadeTimeout.isNegative() || facadeTimeout.isZero()) {
            throw new IllegalArgumentException("xianghub.gateway.facade-timeout should be longer than nothing");
        }
    }
}
