package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.BundleScope;
import org.apache.camel.Component;
import org.springframework.modulith.NamedInterface;

/** One scheme of the endpoint table, added by the module that answers it. */
@NamedInterface("camel")
public interface HubEndpoints {

    /** Such as {@code push}. */
    String scheme();

    /** A fresh component for one context; never shared between contexts. */
    Component component(BundleScope scope);
}
