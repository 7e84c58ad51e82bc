package io.xianghub.simulation;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which simulators the hub plays.
 *
 * @param enabled off unless asked for
 * @param folder the folder that holds {@code routes/}
 * @param ports by bundle and system; 0 takes any free one
 */
@ConfigurationProperties("xianghub.simulation")
record SimulationProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue(".") Path folder,
        @DefaultValue Map<String, Map<String, Integer>> ports) {}
