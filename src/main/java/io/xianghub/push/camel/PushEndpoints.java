package io.xianghub.push.camel;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.camel.HubEndpoints;
import io.xianghub.bundle.camel.HubExchange;
import io.xianghub.push.Submissions;
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

/** {@code push:submit}: hands the body's submissions to the queue and goes on with their acceptances. */
@org.springframework.stereotype.Component
final class PushEndpoints implements HubEndpoints {

    private final Submissions submissions;

    PushEndpoints(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public String scheme() {
        return "push";
    }

    @Override
    public Component component(BundleScope scope) {
        return new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
                if (!name.equals("submit")) {
                    throw new IllegalArgumentException("push knows submit, not " + name);
                }
                return new Submit(uri, this, scope);
            }
        };
    }

    private final class Submit extends DefaultEndpoint {

        private final BundleScope scope;

        Submit(String uri, Component component, BundleScope scope) {
            super(uri, component);
            this.scope = scope;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    Object body = exchange.getMessage().getBody();
                    exchange.getMessage()
                            .setBody(submissions.submit(body, scope.definition(), HubExchange.context(exchange)));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("No route begins with push:");
        }
    }
}
