package io.xianghub.bundle.camel;

import io.xianghub.shared.problem.Problem;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Stands before every step of a bundle's routes and asks the input's budget. */
final class StepGuard implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        return new Guarded(target, StepPlace.of(definition));
    }

    private static final class Guarded extends DelegateAsyncProcessor {

        private final StepPlace step;

        Guarded(Processor target, StepPlace step) {
            super(target);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Frame outer = Frame.of(exchange);
            if (outer == null) {
                return super.process(exchange, callback);
            }
            Frame inner;
            try {
                inner = outer.enter(step, exchange);
            } catch (Problem spent) {
                exchange.setException(spent);
                callback.done(true);
                return true;
            }
            AtomicBoolean ended = new AtomicBoolean();
            try {
                return super.process(exchange, doneSync -> {
                    ended.set(true);
                    inner.end(exchange);
                    callback.done(doneSync);
                });
            } catch (Error broken) {
                // Camel passes on what the virtual machine throws, with the exchange neither ended nor failed, and
                // would
                // wait for it when the bundle is stopped.
                exchange.setException(broken);
                if (!ended.get()) {
                    inner.end(exchange);
                    callback.done(true);
                }
                return true;
            }
        }
    }
}
