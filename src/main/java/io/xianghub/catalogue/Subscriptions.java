package io.xianghub.catalogue;

import io.xianghub.shared.BundleName;
import java.util.List;

/** Who has been given leave to use what. */
public interface Subscriptions {

    /** The open subscriptions to that major version, by client and operation. */
    List<Subscription> of(BundleName bundle, int major);
}
