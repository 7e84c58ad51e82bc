package io.xianghub.lease;

import io.xianghub.shared.Ids;
import io.xianghub.shared.database.Dialect;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class LeaseConfiguration {

    @Bean
    Leases leases(JdbcClient jdbc, PlatformTransactionManager transactions, Dialect dialect) {
        String node = ProcessHandle.current().pid() + "-" + Ids.next();
        return new DatabaseLeases(jdbc, transactions, dialect, node);
    }
}
