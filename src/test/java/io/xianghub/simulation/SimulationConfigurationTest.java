package io.xianghub.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.legacy.Bindings;
import io.xianghub.shared.BundleName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SimulationConfigurationTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withUserConfiguration(SimulationConfiguration.class)
            .withBean(Bindings.class, () -> new Bindings());

    @Test
    void playsNothingUnlessAsked(@TempDir Path data) {
        hub.withPropertyValues("xianghub.data-dir=" + data)
                .run(context -> assertThat(context).doesNotHaveBean(Simulators.class));
    }

    @Test
    void playsEverySystemAndBindsItsConnection(@TempDir Path data) {
        hub.withPropertyValues("xianghub.data-dir=" + data, "xianghub.simulation.enabled=true")
                .run(context -> {
                    assertThat(context.getBean(Simulators.class).systems())
                            .extracting(system -> system.bundle() + "/" + system.name())
                            .contains("medical-insurance/core", "sms-gateway/gateway");
                    assertThat(context.getBean(Bindings.class).find(new BundleName("sms-gateway"), "gateway"))
                            .isPresent();
                });
    }

    @Test
    void refusesToStartInProduction(@TempDir Path data) {
        hub.withPropertyValues(
                        "xianghub.data-dir=" + data,
                        "xianghub.simulation.enabled=true",
                        "spring.profiles.active=production")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("simulators never run there"));
    }
}
