package io.xianghub.simulation;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which simulators the hub plays.
 *
 * @param enabled off unless asked for
 * @param folder the folder that holds {@code routes/}; a text, because Spring would look for the path {@code .} among the classes
 * @param ports by bundle and system; 0 takes any free one
 */
@ConfigurationProperties("xianghub.simulation")
record SimulationProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue(".") String folder,
        @DefaultValue Map<String, Map<String, Integer>> ports) {}
