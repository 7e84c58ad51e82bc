package io.xianghub.simulation;

import io.xianghub.legacy.Bindings;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Plays departments' systems where that is asked for; never in production. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("xianghub.simulation.enabled")
@EnableConfigurationProperties(SimulationProperties.class)
class SimulationConfiguration {

    @Bean
    Simulators simulators(
            SimulationProperties properties,
            Bindings bindings,
            Environment environment,
            @Value("${xianghub.data-dir}") String data) {
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            throw new IllegalStateException(
                    "xianghub.simulation.enabled is true and the profile is production: simulators never run there");
        }
        return new Simulators(
                new SimulatorRunner(Path.of(properties.folder()), Path.of(data), properties.ports()), bindings);
    }
}
