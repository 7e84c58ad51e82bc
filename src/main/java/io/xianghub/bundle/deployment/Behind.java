package io.xianghub.bundle.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A major version that this node could not bring to where it should be; what answered before goes on.
 *
 * @param wanted the version that should run here, with the first 8 characters of its digest; null when none should
 * @param since when it was first tried
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Behind(BundleName bundle, int major, @Nullable String wanted, Instant since, Text why) {}
