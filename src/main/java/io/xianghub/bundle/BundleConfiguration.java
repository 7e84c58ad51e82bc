package io.xianghub.bundle;

import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.FileIntake;
import io.xianghub.bundle.camel.HubEndpoints;
import io.xianghub.catalogue.Departments;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.Connections;
import io.xianghub.record.Exchanges;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BundlesProperties.class)
class BundleConfiguration {

    @Bean
    BundleStore bundleStore(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json) {
        return new BundleStore(jdbc, new TransactionTemplate(transactions), json);
    }

    @Bean
    ActiveBundles services() {
        return new ActiveBundles();
    }

    @Bean
    BundleContexts bundleContexts(
            ObjectProvider<HubEndpoints> endpoints,
            Leases leases,
            Exchanges exchanges,
            Clock clock,
            BundlesProperties properties) {
        return new BundleContexts(
                endpoints.orderedStream().toList(), new FileIntake(leases, exchanges, clock, properties.pollLease()));
    }

    @Bean
    Deployments deployments(
            BundleStore store,
            ActiveBundles active,
            BundleContexts contexts,
            Connections connections,
            Departments departments,
            BundlesProperties properties,
            Clock clock) {
        Admission admission = new Admission(departments, store, properties.mutableVersions());
        return new Deployments(store, active, contexts, connections, admission, clock);
    }

    @Bean
    BundleStartup bundleStartup(
            BundleStore store, Deployments deployments, ActiveBundles active, BundlesProperties properties) {
        return new BundleStartup(store, deployments, active, properties);
    }
}
