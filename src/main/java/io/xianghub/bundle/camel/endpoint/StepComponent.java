package io.xianghub.bundle.camel.endpoint;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.springframework.modulith.NamedInterface;

/**
 * A scheme whose endpoints are steps: they take the exchange's body and leave their result in its place. Several modules
 * add theirs with it.
 */
@NamedInterface("camel")
public final class StepComponent extends DefaultComponent {

    private final Steps steps;

    /** Resolves the part after the scheme when the route is built. */
    @FunctionalInterface
    public interface Steps {

        /** @throws IllegalArgumentException when there is no such endpoint; the route is then not built */
        Processor step(String remaining);
    }

    public StepComponent(Steps steps) {
        this.steps = steps;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new StepEndpoint(uri, this, steps.step(remaining));
    }

    private static final class StepEndpoint extends DefaultEndpoint {

        private final Processor step;

        StepEndpoint(String uri, Component component, Processor step) {
            super(uri, component);
            this.step = step;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    step.process(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("No route can begin with " + getEndpointUri());
        }
    }
}
