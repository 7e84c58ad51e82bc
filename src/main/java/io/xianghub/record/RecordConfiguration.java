package io.xianghub.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UnreadAnswersSettings.class)
class RecordConfiguration {

    @Bean
    ExchangeLog exchanges(
            NamedParameterJdbcTemplate template, PlatformTransactionManager transactions, MeterRegistry meters) {
        return new ExchangeLog(template, new TransactionTemplate(transactions), meters);
    }

    @Bean
    KeptAnswers unreadAnswers(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Vault vault,
            Clock clock,
            UnreadAnswersSettings settings) {
        TransactionTemplate apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new KeptAnswers(jdbc, apart, vault, clock, settings);
    }

    @Bean
    KeptAnswersRetention keptAnswersRetention(KeptAnswers answers) {
        return new KeptAnswersRetention(answers, Duration.ofHours(1));
    }

    @Bean
    UsesInLog uses(JdbcClient jdbc) {
        return new UsesInLog(jdbc);
    }
}
