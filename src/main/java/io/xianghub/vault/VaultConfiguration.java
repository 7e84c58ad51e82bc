package io.xianghub.vault;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultProperties.class)
class VaultConfiguration {

    @Bean
    Vault vault(VaultProperties properties, @Value("${xianghub.data-dir}") Path dataDirectory) {
        String given = properties.key();
        return Vaults.of(given, dataDirectory);
    }
}
