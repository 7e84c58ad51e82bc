package io.xianghub.bundle.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** A bundle's expressions read no file and no address: all of a bundle is in its own files, which the hub hands over. */
final class NoResources extends ServiceSupport implements ResourceLoader {

    private @Nullable CamelContext context;

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    @Override
    public Resource resolveResource(String uri) {
        throw new IllegalArgumentException("A bundle may not read " + uri);
    }
}
