package io.xianghub.push;

import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SmsConfiguration {

    @Bean
    SmsGateway smsGateway(Connections connections, Clock clock, PushProperties properties) {
        BundleName bundle = new BundleName(LegacySmsGateway.BUNDLE);
        return new LegacySmsGateway(
                () -> connections.current(bundle, LegacySmsGateway.CONNECTION), clock, properties.smsSign());
    }
}
