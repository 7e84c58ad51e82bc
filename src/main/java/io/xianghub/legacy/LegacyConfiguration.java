package io.xianghub.legacy;

import io.micrometer.core.instrument.MeterRegistry;
import io.xianghub.shared.BundleName;
import io.xianghub.vault.Vault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires connections and bindings into the running hub. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LegacyProperties.class)
class LegacyConfiguration {

    @Bean
    BindingStore bindingStore(JdbcClient sql, Vault vault, Clock clock) {
        return new BindingStore(sql, vault, clock);
    }

    @Bean
    Bindings bindings(BindingStore store, LegacyProperties properties) {
        Map<Bindings.Key, Binding> configured = new HashMap<>();
        properties
                .bindings()
                .forEach((bundle, connections) -> connections.forEach((name, written) -> configured.put(
                        new Bindings.Key(new BundleName(bundle), name), configured(bundle + "." + name, written))));
        return new Bindings(store, configured);
    }

    private static Binding configured(String place, Map<String, Object> written) {
        Object address = written.get("address");
        if (address == null) {
            throw new IllegalArgumentException("xianghub.legacy.bindings." + place + " has no address");
        }
        Object secret = written.get("secret");
        Map<String, Secret> named = new HashMap<>();
        if (written.get("secrets") instanceof Map<?, ?> secrets) {
            secrets.forEach((name, reference) -> named.put(String.valueOf(name), Secret.at(String.valueOf(reference))));
        }
        return BindingSettings.read(written)
                .binding(address.toString(), secret == null ? null : Secret.at(secret.toString()))
                .secrets(named)
                .tls(tls(place, written.get("tls")));
    }

    private static Tls tls(String place, @Nullable Object written) {
        Map<?, ?> members = written instanceof Map<?, ?> map ? map : Map.of();
        Object key = members.get("key");
        try {
            Tls tls = Tls.read(members).key(key == null ? null : Secret.at(key.toString()));
            TlsContext.of(tls);
            return tls;
        } catch (UnfitTls unfit) {
            throw new IllegalArgumentException("xianghub.legacy.bindings." + place + ": " + unfit.getMessage(), unfit);
        }
    }

    @Bean
    Site legacySite(
            Bindings bindings,
            NamedParameterJdbcOperations jdbc,
            PlatformTransactionManager transactions,
            @Value("${xianghub.data-dir}") Path dataDirectory) {
        return new Site(
                bindings,
                new PollStore(jdbc, new TransactionTemplate(transactions)),
                new Drivers(List.of(dataDirectory.resolve("drivers"))));
    }

    @Bean
    Connections connections(
            Site site,
            BindingStore store,
            Clock clock,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<BreakerWatch> breakers) {
        return new Connections(
                site, clock, meters.getIfAvailable(), store::own, breakers.getIfAvailable(() -> BreakerWatch.NOBODY));
    }
}
