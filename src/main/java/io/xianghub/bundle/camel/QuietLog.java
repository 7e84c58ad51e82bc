package io.xianghub.bundle.camel;

import io.xianghub.bundle.Services;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code log:<name>}: that an exchange came by, never what it carries. */
record QuietLog(Services.Active version, String name) implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger("io.xianghub.bundle.route");

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        LOG.info(
                "{} {} {} exchange {} carries {}",
                version.bundle(),
                version.version(),
                name,
                HubExchange.context(exchange).exchange(),
                body == null ? "nothing" : body.getClass().getSimpleName());
    }
}
