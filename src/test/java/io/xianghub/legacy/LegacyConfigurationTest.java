package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class LegacyConfigurationTest {

    private static final BundleName BUNDLE = new BundleName("housing-fund");

    @TempDir
    private Path folder;

    private final DataSource source = Databases.fresh(Dialect.H2);

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withUserConfiguration(LegacyConfiguration.class)
            .withBean(JdbcClient.class, () -> JdbcClient.create(source))
            .withBean(NamedParameterJdbcTemplate.class, () -> new NamedParameterJdbcTemplate(source))
            .withBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source))
            .withPropertyValues("xianghub.data-dir=target")
            .withBean(Vault.class, () -> Vaults.of(null, folder))
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void readsABindingWithDefaultsAndASecretByReference() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        hub.withPropertyValues(
                        "xianghub.legacy.bindings.housing-fund.exchange.address=sftp://sftp.example:2022",
                        "xianghub.legacy.bindings.housing-fund.exchange.secret=file:" + secret,
                        "xianghub.legacy.bindings.housing-fund.exchange.secrets.sm4=file:" + secret,
                        "xianghub.legacy.bindings.housing-fund.exchange.properties.host-key=SHA256:abc",
                        "xianghub.legacy.bindings.housing-fund.exchange.timeout=30s",
                        "xianghub.legacy.bindings.housing-fund.exchange.limits.concurrency=2")
                .run(context -> {
                    Binding binding = context.getBean(Bindings.class)
                            .find(BUNDLE, "exchange")
                            .orElseThrow();
                    assertThat(binding.secret()).isEqualTo(new Secret("s3cret"));
                    assertThat(binding.secrets()).isEqualTo(Map.of("sm4", new Secret("s3cret")));
                    assertThat(binding.toString()).doesNotContain("s3cret");
                    assertThat(binding.properties()).containsEntry("host-key", "SHA256:abc");
                    assertThat(binding.timeout()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(binding.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(binding.limits()).isEqualTo(new Limits(2, 10, 5, 50, Duration.ofSeconds(10), 10L << 20));
                });
    }

    @Test
    void readsWhatSecuresABinding() throws Exception {
        Authority province = new Authority("Test Province CA");
        Authority.Issued own = province.issue("hub");
        Path trust = Files.writeString(folder.resolve("ca.pem"), province.pem());
        Path certificate = Files.writeString(folder.resolve("hub.pem"), own.pem());
        Path key = Files.writeString(folder.resolve("hub.key"), own.keyPem());
        String place = "xianghub.legacy.bindings.housing-fund.core.";
        ApplicationContextRunner secured = hub.withPropertyValues(
                place + "address=https://fund.example",
                place + "tls.trust=file:" + trust,
                place + "tls.certificate=file:" + certificate,
                place + "tls.versions[0]=TLSv1.3",
                place + "tls.verify-host=false");
        secured.withPropertyValues(place + "tls.key=file:" + key).run(context -> {
            Tls tls = context.getBean(Bindings.class)
                    .find(BUNDLE, "core")
                    .orElseThrow()
                    .tls();
            assertThat(tls.versions()).containsExactly("TLSv1.3");
            assertThat(tls.verifyHost()).isFalse();
            assertThat(tls.key()).isEqualTo(new Secret(own.keyPem()));
            assertThat(tls.trust().pem()).isEqualTo(province.pem());
        });
        secured.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("There is a tls.certificate without a tls.key"));
    }

    @Test
    void refusesToStartOnABindingThatIsNone() {
        hub.withPropertyValues("xianghub.legacy.bindings.housing-fund.exchange.address=jdbc:h2:mem:x")
                .run(context -> assertThat(context).hasFailed());
    }
}
