package io.xianghub.bundle.camel.budget;

import io.xianghub.bundle.camel.exchange.RouteLines;
import io.xianghub.shared.problem.Problem;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Stands before every step of a bundle's routes and asks the input's budget. */
final class StepGuard implements InterceptStrategy {

    private final RouteLines lines;

    StepGuard(RouteLines lines) {
        this.lines = lines;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        return new Guarded(target, lines.site(definition).toString(), references(definition));
    }

    /** How many values the step's expression puts together. */
    private static int references(NamedNode node) {
        int most = node instanceof ExpressionNode step ? references(step) : 1;
        if (node instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                most = Math.max(most, references(when));
            }
        }
        return most;
    }

    private static int references(ExpressionNode step) {
        if (step.getExpression() == null || step.getExpression().getExpression() == null) {
            return 1;
        }
        return step.getExpression().getExpression().split("\\$\\{", -1).length - 1;
    }

    private static final class Guarded extends DelegateAsyncProcessor {

        private final String place;
        private final int references;

        Guarded(Processor target, String place, int references) {
            super(target);
            this.place = place;
            this.references = references;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Frame outer = Frame.of(exchange);
            if (outer == null) {
                return super.process(exchange, callback);
            }
            Frame inner;
            try {
                inner = outer.enter(place, references, exchange);
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
                // would wait for it when the bundle is stopped.
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
