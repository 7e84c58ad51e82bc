package io.xianghub.push.camel;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.push.ArrivedRows;
import io.xianghub.push.Submissions;
import io.xianghub.shared.CallContext;
import java.util.Map;
import java.util.function.BiConsumer;
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

/**
 * {@code push:submit} hands the body's submissions to the queue and goes on with their acceptances; {@code push:check} refuses what
 * could not be handed in, or contradicts what came before.
 */
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
                return switch (name) {
                    case "submit" -> new Step(uri, this, PushEndpoints.this::submit, scope);
                    case "check" -> new Step(uri, this, PushEndpoints.this::check, scope);
                    default -> throw new IllegalArgumentException("push knows submit and check, not " + name);
                };
            }
        };
    }

    private void submit(Exchange exchange, BundleScope scope) {
        Object body = exchange.getMessage().getBody();
        CallContext context = HubExchange.context(exchange);
        exchange.getMessage().setBody(submissions.submit(body, scope.definition(), number(exchange), context));
    }

    private void check(Exchange exchange, BundleScope scope) {
        ArrivedRows rows = HubExchange.kept(exchange, ArrivedRows.class, ArrivedRows::new);
        submissions.check(exchange.getMessage().getBody(), scope.definition(), number(exchange), rows);
    }

    /** Which of the rows that a route split this one is, from 1. */
    private static int number(Exchange exchange) {
        Integer index = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class);
        return index == null ? 1 : index + 1;
    }

    private static final class Step extends DefaultEndpoint {

        private final BiConsumer<Exchange, BundleScope> work;
        private final BundleScope scope;

        Step(String uri, Component component, BiConsumer<Exchange, BundleScope> work, BundleScope scope) {
            super(uri, component);
            this.work = work;
            this.scope = scope;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    work.accept(exchange, scope);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("No route begins with push:");
        }
    }
}
