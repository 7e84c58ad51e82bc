package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ProductionCheckTest {

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("spring.datasource.url", "jdbc:postgresql://db.example/hub")
            .withProperty("spring.artemis.mode", "native")
            .withProperty("xianghub.identity.issuer", "https://id.example")
            .withProperty("xianghub.bundles.signatures", "required")
            .withProperty("xianghub.bundles.trusted-keys[0]", "/etc/hub/release.pub.pem");

    @Test
    void startsWithEverythingOutsideAndSignedBundlesOnly() {
        assertThatCode(() -> ProductionCheck.settings(environment)).doesNotThrowAnyException();
    }

    @Test
    void refusesToStartWhereUnsignedBundlesWouldBeTaken() {
        environment.setProperty("xianghub.bundles.signatures", "optional");

        assertThatThrownBy(() -> ProductionCheck.settings(environment))
                .hasMessageContaining("xianghub.bundles.signatures 应为 required");
    }

    @Test
    void refusesToStartWithoutAKeyToTrust() {
        environment.setProperty("xianghub.bundles.trusted-keys[0]", " ");

        assertThatThrownBy(() -> ProductionCheck.settings(environment))
                .hasMessageContaining("xianghub.bundles.trusted-keys");
    }
}
