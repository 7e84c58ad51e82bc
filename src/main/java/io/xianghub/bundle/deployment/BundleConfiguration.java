package io.xianghub.bundle.deployment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.xianghub.bundle.ActivationCheck;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.RunningOffers;
import io.xianghub.bundle.active.Shadows;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.bundle.observation.BundleTraces;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.bundle.plan.PlanReader;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.signature.BundleSignatures;
import io.xianghub.bundle.signature.SignatureSettings;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.bundle.store.ReceiptStore;
import io.xianghub.catalogue.Departments;
import io.xianghub.catalogue.Subscriptions;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.BreakerWatch;
import io.xianghub.legacy.Connections;
import io.xianghub.record.Exchanges;
import io.xianghub.record.UnreadAnswers;
import io.xianghub.record.Uses;
import io.xianghub.shared.Text;
import java.nio.file.Path;
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
@EnableConfigurationProperties({
    BundlesProperties.class,
    BundleLimits.class,
    NodeProperties.class,
    SignatureSettings.class
})
class BundleConfiguration {

    @Bean
    ReceiptStore receiptStore(JdbcClient jdbc, JsonMapper json) {
        return new ReceiptStore(jdbc, json);
    }

    @Bean
    BundleStore bundleStore(JdbcClient jdbc, PlatformTransactionManager transactions, ReceiptStore receipts) {
        return new BundleStore(jdbc, new TransactionTemplate(transactions), receipts);
    }

    @Bean
    NodeRows nodeRows(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new NodeRows(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    SignOfLife signOfLife(NodeRows nodes, ActiveBundles active, NodeProperties properties) {
        return new SignOfLife(nodes, active, properties.named(), properties.signOfLife());
    }

    @Bean
    Shadows shadows(JdbcClient jdbc, JsonMapper json, BundleLimits limits) {
        return new Shadows(jdbc, json, limits.tapes());
    }

    @Bean
    Ownership ownership(BundleStore store) {
        return new Ownership(store);
    }

    @Bean
    ActiveBundles services() {
        return new ActiveBundles();
    }

    /** What an alarm looks at: how many bundle versions should answer on this node and do not. */
    @Bean
    MeterBinder unstartedBundles(ActiveBundles active) {
        return meters -> Gauge.builder("hub.bundle.not.started", active, bundles -> bundles.unstarted()
                        .size())
                .description("Bundle versions that should answer on this node and could not be started")
                .register(meters);
    }

    @Bean
    Observations observations(Clock clock) {
        return Observations.of(clock);
    }

    @Bean
    BundleLog bundleLog(Observations observations) {
        return observations.log();
    }

    @Bean
    BreakerWatch breakersInTheLog(BundleLog log) {
        return (bundle, connection, open) -> log.record(
                bundle,
                open ? BundleEvent.Kind.BREAKER_OPENED : BundleEvent.Kind.BREAKER_CLOSED,
                open
                        ? Text.of(
                                "连接 %s 的熔断器已打开，暂不再呼叫部门系统",
                                "The breaker of %s has opened: the department's system is left alone for a while",
                                connection)
                        : Text.of("连接 %s 的熔断器已闭合", "The breaker of %s has closed again", connection));
    }

    @Bean
    BundleTraces bundleTraces(Observations observations) {
        return observations.traces();
    }

    @Bean
    BundleContexts bundleContexts(
            ObjectProvider<HubEndpoints> endpoints,
            Leases leases,
            Exchanges exchanges,
            Observations observations,
            BundlesProperties properties,
            BundleLimits limits,
            MeterRegistry meters,
            UnreadAnswers unread) {
        Clock clock = observations.traces().clock();
        return new BundleContexts(
                endpoints.orderedStream().toList(),
                new FileIntake(leases, exchanges, clock, properties.pollLease()),
                observations,
                limits,
                meters,
                unread);
    }

    @Bean
    BundleSignatures bundleSignatures(SignatureSettings settings, Clock clock) {
        return new BundleSignatures(settings.rules(), clock);
    }

    @Bean
    Gate gate(
            BundleStore store,
            Departments departments,
            BundlesProperties properties,
            BundleSignatures signatures,
            ObjectProvider<ActivationCheck> activations,
            PlanReader plans,
            ActiveBundles active,
            Clock clock) {
        Admission admission = new Admission(departments, store, properties.mutableVersions(), signatures);
        Replaced replaced = new Replaced(active, store, clock);
        return new Gate(admission, activations.orderedStream().toList(), plans, replaced, clock);
    }

    @Bean
    RunningOffers runningOffers(ActiveBundles active) {
        return new RunningOffers(active);
    }

    @Bean
    PlanReader planReader(Subscriptions subscriptions, Uses uses, Clock clock) {
        return new PlanReader(subscriptions, uses, clock);
    }

    @Bean
    Starter starter(BundleContexts contexts, Connections connections) {
        return new Starter(contexts, connections);
    }

    @Bean
    Works works(
            BundleStore store,
            ReceiptStore receipts,
            ActiveBundles active,
            Starter starter,
            Gate gate,
            MeterRegistry meters,
            Observations observations,
            Shadows shadows,
            BundlesProperties properties,
            Clock clock) {
        return new Works(
                store,
                receipts,
                active,
                starter,
                gate,
                new Proof(SampleLimits.DEFAULT),
                new PhaseMeters(meters),
                observations,
                shadows,
                clock,
                properties.drain());
    }

    @Bean
    Deployments deployments(Works works) {
        return new Deployments(works);
    }

    /** What an alarm looks at: how many bundles run here in another version than they should. */
    @Bean
    MeterBinder bundlesBehind(Deployments deployments) {
        return meters -> Gauge.builder("hub.bundle.behind", deployments, bundles -> bundles.catchUp()
                        .behind()
                        .size())
                .description("Bundles that this node could not bring to the version that runs on others")
                .register(meters);
    }

    @Bean
    BundleStartup bundleStartup(
            BundleStore store, Deployments deployments, ActiveBundles active, BundlesProperties properties) {
        String folder = properties.folder();
        WatchedFolder watched = folder == null ? null : new WatchedFolder(Path.of(folder), store, deployments);
        return new BundleStartup(
                deployments, active, watched, new BundleStartup.Rhythm(properties.watch(), properties.follow()));
    }
}
