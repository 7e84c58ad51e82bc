package io.xianghub.record;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

    @Bean
    ExchangeLog exchanges(JdbcClient jdbc, MeterRegistry meters) {
        return new ExchangeLog(jdbc, meters);
    }

    @Bean
    UsesInLog uses(JdbcClient jdbc) {
        return new UsesInLog(jdbc);
    }
}
