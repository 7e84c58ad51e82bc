package io.xianghub.record;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

    @Bean
    ExchangeLog exchanges(
            NamedParameterJdbcTemplate template, PlatformTransactionManager transactions, MeterRegistry meters) {
        return new ExchangeLog(template, new TransactionTemplate(transactions), meters);
    }

    @Bean
    UsesInLog uses(JdbcClient jdbc) {
        return new UsesInLog(jdbc);
    }
}
