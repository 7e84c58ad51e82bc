package io.xianghub.catalogue;

import io.xianghub.shared.BundleName;
import java.util.Optional;
import java.util.Set;

/** What can be subscribed to; the module that runs bundles knows it. */
public interface OfferedServices {

    /** What that major version offers now; empty when none answers. */
    Optional<Offer> find(BundleName bundle, int major);

    /**
     * What one major version offers.
     *
     * @param department the code of the department whose service it is
     * @param inputs its operationIds, {@code facade.<name>} and {@code message.<name>}
     */
    record Offer(String department, Set<String> inputs) {

        public Offer {
            inputs = Set.copyOf(inputs);
        }
    }
}
