package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.border.Border;
import io.xianghub.bundle.border.Effects;
import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.bundle.camel.exchange.HubExchange;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/** A scheme that another module added, behind the border: what its endpoints do is done, recorded or only noted. */
public final class EffectComponent extends DefaultComponent {

    private final Component added;

    public EffectComponent(Component added) {
        this.added = added;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        added.setCamelContext(getCamelContext());
        ServiceHelper.initService(added);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(added);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownService(added);
        super.doStop();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Endpoint endpoint = Objects.requireNonNull(added.createEndpoint(uri));
        int scheme = uri.indexOf(':');
        return new EffectEndpoint(uri, this, endpoint, uri.substring(0, scheme) + ":" + remaining);
    }

    private static final class EffectEndpoint extends DefaultEndpoint {

        private final Endpoint endpoint;
        private final String name;

        EffectEndpoint(String uri, Component component, Endpoint endpoint, String name) {
            super(uri, component);
            this.endpoint = endpoint;
            this.name = name;
        }

        @Override
        public Producer createProducer() throws Exception {
            return new EffectProducer(this, endpoint.createProducer(), name);
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            return endpoint.createConsumer(processor);
        }
    }

    private static final class EffectProducer extends DefaultProducer {

        private final Producer producer;
        private final String name;

        EffectProducer(Endpoint endpoint, Producer producer, String name) {
            super(endpoint);
            this.producer = producer;
            this.name = name;
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            ServiceHelper.startService(producer);
        }

        @Override
        protected void doStop() throws Exception {
            ServiceHelper.stopService(producer);
            super.doStop();
        }

        @Override
        public void process(Exchange exchange) throws Exception {
            Border border = HubExchange.border(exchange);
            Object answer = border.effect(name, exchange.getMessage().getBody(), () -> {
                producer.process(exchange);
                return exchange.getMessage().getBody();
            });
            exchange.getMessage().setBody(answer);
            FileLines lines = HubExchange.found(exchange, FileLines.class);
            if (lines != null && !Effects.onlyLooks(name)) {
                lines.taken(exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class));
            }
        }
    }
}
