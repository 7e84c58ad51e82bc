package io.xianghub.bundle.camel;

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
        exchange.setProperty(HubExchange.ANSWERED, true);
        exchange.getMessage().setBody(answer);
        Frame frame = Frame.of(exchange);
        if (frame != null) {
            frame.budget().allow(frame.budget().weigh(answer));
        }
    }
}
