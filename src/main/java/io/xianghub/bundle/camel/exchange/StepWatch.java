package io.xianghub.bundle.camel.exchange;

import io.xianghub.bundle.observation.Trace;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Notes each step of a bundle's routes on the way of the input that takes it. */
public final class StepWatch implements InterceptStrategy {

    private final RouteLines lines;

    public StepWatch(RouteLines lines) {
        this.lines = lines;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        return new Watched(target, lines.site(definition));
    }

    private static final class Watched extends DelegateAsyncProcessor {

        private final Site site;

        Watched(Processor target, Site site) {
            super(target);
            this.site = site;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Way way = HubExchange.way(exchange);
            if (way == null) {
                return super.process(exchange, callback);
            }
            int place = way.begin();
            int depth = HubExchange.enter(exchange);
            long begun = System.nanoTime();
            return super.process(exchange, synchronously -> {
                long micros = (System.nanoTime() - begun) / 1_000;
                HubExchange.leave(exchange, depth);
                Throwable failure = exchange.getException();
                if (failure != null) {
                    way.failed(failure, site);
                    tell(failure, exchange);
                }
                if (place >= 0) {
                    way.end(
                            place,
                            new Trace.Step(
                                    site.route(),
                                    depth,
                                    site.place(),
                                    site.name(),
                                    micros,
                                    shape(exchange.getMessage().getBody()),
                                    failure != null));
                }
                callback.done(synchronously);
            });
        }
    }

    private static void tell(Throwable failure, Exchange exchange) {
        FileLines lines = HubExchange.found(exchange, FileLines.class);
        if (lines != null) {
            lines.failed(failure, exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class));
        }
    }

    /** What kind of body, and how much of it; member names may be a caller's words, so they are not shown. */
    private static String shape(@Nullable Object body) {
        if (body == null) {
            return "nothing";
        }
        if (body instanceof Map<?, ?> map) {
            return "map of " + map.size();
        }
        if (body instanceof Collection<?> list) {
            return "list of " + list.size();
        }
        if (body instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (body instanceof CharSequence text) {
            return "text of " + text.length();
        }
        return body instanceof Number ? "number" : body instanceof Boolean ? "boolean" : "other";
    }
}
