package io.xianghub.bundle.deployment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code xianghub.bundles.*}.
 *
 * @param folder where {@code routes/} and {@code mappings/} are; bundles found there are deployed. Text, because Spring would
 *     look for a Path in the servlet context
 * @param watch how often to look at the folder for changes; 0 takes it once, at start
 * @param follow how often to look for what other nodes on the same database have changed; 0 looks once, at start
 * @param mutableVersions whether a version may be deployed again with other content
 * @param pollLease how long a node may poll a department's folder before it must renew
 * @param drain how long a version that was replaced may finish what it has begun
 */
@ConfigurationProperties("xianghub.bundles")
record BundlesProperties(
        @Nullable String folder,
        @DefaultValue("0s") Duration watch,
        @DefaultValue("2s") Duration follow,
        @DefaultValue("false") boolean mutableVersions,
        @DefaultValue("30s") Duration pollLease,
        @DefaultValue("30s") Duration drain) {}
