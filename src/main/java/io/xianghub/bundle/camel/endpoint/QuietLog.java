package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.observation.BundleEvent;
import io.xianghub.bundle.observation.BundleLog;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code log:<name>}: that an exchange came by, never what it carries. */
public record QuietLog(Services.Active version, String name, BundleLog log) implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger("io.xianghub.bundle.route");

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        String carried = body == null ? "nothing" : body.getClass().getSimpleName();
        ExchangeId id = HubExchange.context(exchange).exchange();
        LOG.info("{} {} {} exchange {} carries {}", version.bundle(), version.version(), name, id, carried);
        if (!HubExchange.border(exchange).wire().isPlayed()) {
            log.record(version, BundleEvent.Kind.STEP, new Text("经过 " + name, "came by " + name), id, null);
        }
    }
}
