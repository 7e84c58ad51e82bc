package io.xianghub.redemption;

import io.xianghub.redemption.camel.RedemptionEndpoints;
import io.xianghub.sync.Target;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class RedemptionConfiguration {

    @Bean
    PaymentTarget paymentTarget(JdbcTemplate template, PlatformTransactionManager transactions) {
        return new PaymentTarget(template, new TransactionTemplate(transactions));
    }

    @Bean
    RedemptionEndpoints redemptionEndpoints(PaymentTarget payments) {
        return new RedemptionEndpoints(List.<Target>of(payments));
    }

    @Bean
    Payments payments(JdbcClient sql) {
        return new Payments(sql);
    }
}
