package io.xianghub.bundle.deployment;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code xianghub.node.*}.
 *
 * @param name what operators call this node; process and machine when nobody named it
 * @param signOfLife how often it tells the other nodes that it is there; one that misses three is taken for gone, and 0
 *     tells it once
 */
@ConfigurationProperties("xianghub.node")
record NodeProperties(@Nullable String name, @DefaultValue("3s") Duration signOfLife) {

    private static final int LONGEST = 120;

    /** Such as {@code 4711@hub-a} without a name. */
    String named() {
        String named = name == null || name.isBlank()
                ? ManagementFactory.getRuntimeMXBean().getName()
                : name;
        return named.length() <= LONGEST ? named : named.substring(0, LONGEST);
    }
}
