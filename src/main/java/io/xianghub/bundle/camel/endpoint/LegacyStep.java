package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.legacy.Connection;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code legacy:<connection>/<operation>}: the body becomes the department's answer. */
record LegacyStep(Connection connection, String operation) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Object answer = connection.call(
                operation,
                exchange.getMessage().getBody(),
                HubExchange.scope(exchange),
                HubExchange.context(exchange).deadline(),
                HubExchange.border(exchange).wire());
        HubExchange.answered(exchange);
        exchange.getMessage().setBody(answer);
        BundleInputs.received(exchange, answer);
    }
}
