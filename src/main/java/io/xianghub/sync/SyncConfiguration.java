package io.xianghub.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.Services;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.Connections;
import io.xianghub.record.Exchanges;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SyncProperties.class)
class SyncConfiguration {

    @Bean
    RunStore runStore(JdbcTemplate template, JsonMapper json) {
        return new RunStore(template, json);
    }

    /** Not an {@code Executor} bean: Spring would take it for its own. */
    @Bean
    SyncThreads syncThreads() {
        return new SyncThreads(Executors.newCachedThreadPool(work -> new Thread(work, "hub-sync")));
    }

    record SyncThreads(ExecutorService executor) implements AutoCloseable {
        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    @Bean
    Syncs.Work syncWork(
            RunStore store,
            Services services,
            Leases leases,
            Connections connections,
            SyncProperties properties,
            ObjectProvider<Target> targets,
            Publisher publisher,
            ObjectProvider<MeterRegistry> meters) {
        Sources sources = (bundle, connection, source) ->
                connections.current(bundle, connection).rows(source);
        StreamReader reader = new StreamReader(sources, services, store, leases, properties);
        List<Target> all = targets.orderedStream().toList();
        return new Syncs.Work(
                store, leases, reader, publisher, all, new Meters(meters.getIfAvailable(SimpleMeterRegistry::new)));
    }

    @Bean
    Publisher syncPublisher(
            PlatformTransactionManager transactions,
            Leases leases,
            RunStore store,
            Exchanges exchanges,
            Services services,
            Clock clock) {
        return new Publisher(new TransactionTemplate(transactions), leases, store, owned(exchanges, services), clock);
    }

    /** A run's row belongs to the department of the bundle that declares the sync. */
    private static Exchanges owned(Exchanges exchanges, Services services) {
        return row -> exchanges.record(row.of(services.active().stream()
                .filter(active -> active.bundle().value().equals(row.bundle()))
                .map(Services.Active::department)
                .reduce((lower, higher) -> higher)
                .orElse(null)));
    }

    @Bean
    Syncs syncs(Services services, Syncs.Work work, SyncProperties properties, SyncThreads threads, Clock clock) {
        return new Syncs(services, work, properties, threads.executor(), clock);
    }
}
