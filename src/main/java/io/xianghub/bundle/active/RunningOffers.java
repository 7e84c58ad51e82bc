package io.xianghub.bundle.active;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.catalogue.OfferedServices;
import io.xianghub.shared.BundleName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the running bundles offer to subscribers. */
public final class RunningOffers implements OfferedServices {

    private final ActiveBundles active;

    public RunningOffers(ActiveBundles active) {
        this.active = active;
    }

    @Override
    public Optional<Offer> find(BundleName bundle, int major) {
        return active.slot(bundle, major).map(slot -> {
            RunningBundle running = slot.active();
            BundleDefinition definition = running.bundle().definition();
            Set<String> inputs = new TreeSet<>(running.bundle().operations().keySet());
            definition.facades().keySet().forEach(name -> inputs.add("facade." + name));
            definition.messages().keySet().forEach(name -> inputs.add("message." + name));
            return new Offer(definition.department(), inputs);
        });
    }
}
