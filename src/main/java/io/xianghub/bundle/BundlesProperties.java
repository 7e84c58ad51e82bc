package io.xianghub.bundle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code xianghub.bundles.*}.
 *
 * @param folder where {@code routes/} and {@code mappings/} are; bundles found there are deployed at start. Text, because
 *     Spring would look for a Path in the servlet context
 * @param mutableVersions whether a version may be deployed again with other content
 * @param pollLease how long a node may poll a department's folder before it must renew
 */
@ConfigurationProperties("xianghub.bundles")
record BundlesProperties(
        @Nullable String folder,
        @DefaultValue("false") boolean mutableVersions,
        @DefaultValue("30s") Duration pollLease) {}
