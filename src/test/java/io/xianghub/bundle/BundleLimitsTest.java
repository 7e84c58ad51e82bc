package io.xianghub.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class BundleLimitsTest {

    @Test
    void areTheSameOfflineAndWhereNothingIsConfigured() {
        assertThat(bound(Map.of())).isEqualTo(BundleLimits.standard());
    }

    @Test
    void haveTheNamesThatTheReferenceGivesThem() {
        assertThat(bound(Map.of(
                        "inputs", "3",
                        "in-flight", "9MB",
                        "per-input", "8MB",
                        "steps", "7",
                        "depth", "6",
                        "retry-after", "5s",
                        "tapes.each", "4KB",
                        "tapes.all", "5KB")))
                .isEqualTo(new BundleLimits(
                        3,
                        DataSize.ofMegabytes(9),
                        DataSize.ofMegabytes(8),
                        7,
                        6,
                        Duration.ofSeconds(5),
                        new BundleLimits.Tapes(DataSize.ofKilobytes(4), DataSize.ofKilobytes(5))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs=0",
                "steps=0",
                "depth=-1",
                "per-input=0B",
                "per-input=300MB",
                "retry-after=10ms",
                "tapes.each=0B",
                "tapes.each=65MB"
            })
    void refuseWhatWouldLetNothingThrough(String setting) {
        String[] parts = setting.split("=", 2);

        assertThatThrownBy(() -> bound(Map.of(parts[0], parts[1])))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("xianghub.bundles.limits");
    }

    private static BundleLimits bound(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("xianghub.bundles.limits." + name, value));
        return new Binder(source).bindOrCreate("xianghub.bundles.limits", BundleLimits.class);
    }
}
