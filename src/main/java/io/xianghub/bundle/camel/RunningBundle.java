package io.xianghub.bundle.camel;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.border.Border;
import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.endpoint.ResultFiles;
import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.bundle.camel.exchange.Reporter;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.legacy.FileSource;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** A bundle version at work: takes inputs until it is retired, finishes what it has begun, then stops. */
public final class RunningBundle {

    /** Set in {@link #inflight} once no new input may enter. */
    private static final long RETIRED = Long.MIN_VALUE;

    private final CheckedBundle bundle;
    private final BundleScope scope;
    private final CamelContext context;
    private final ProducerTemplate template;
    private final List<String> pollers;
    private final Reporter reporter;
    private final BundleLimits limits;
    private final AtomicLong inflight = new AtomicLong();

    RunningBundle(
            CheckedBundle bundle,
            BundleScope scope,
            CamelContext context,
            List<String> pollers,
            Observations observations) {
        this.bundle = bundle;
        this.scope = scope;
        this.context = context;
        this.template = context.createProducerTemplate();
        this.pollers = List.copyOf(pollers);
        this.reporter = new Reporter(scope.version(), observations);
        this.limits = BundleInputs.of(context).limits();
    }

    public CheckedBundle bundle() {
        return bundle;
    }

    public BundleScope scope() {
        return scope;
    }

    public Services.Active version() {
        return scope.version();
    }

    /** Within which one input must stay. */
    public BundleLimits limits() {
        return limits;
    }

    /** The ids of its routes. */
    public List<String> routes() {
        return context.getRoutes().stream().map(Route::getRouteId).toList();
    }

    /** Enters one input; false when the version is retired and the caller must ask for the active one again. */
    public boolean enter() {
        long now = inflight.get();
        while (now >= 0) {
            if (inflight.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inflight.get();
        }
        return false;
    }

    /** How many inputs are inside. */
    public long inside() {
        return inflight.get() & Long.MAX_VALUE;
    }

    /** Leaves after {@link #enter()}. */
    public void leave() {
        inflight.decrementAndGet();
    }

    /** The route's answer; only between {@link #enter()} and {@link #leave()}. */
    public @Nullable Object invoke(
            String uri, @Nullable Object body, Map<String, ? extends @Nullable Object> kept, CallContext call) {
        return invoke(uri, body, kept, call, Border.LIVE);
    }

    /** The route's answer to an input that is handled behind a border. */
    public @Nullable Object invoke(
            String uri,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> kept,
            CallContext call,
            Border border) {
        Exchange exchange = begun(uri, body, call, border);
        kept.forEach(exchange::setProperty);
        Problem problem = ended(uri, exchange);
        if (problem != null) {
            throw problem;
        }
        return exchange.getMessage().getBody();
    }

    /** @param uri of the source that it comes from, by this name */
    public record File(String uri, String name, Object content) {}

    /**
     * What became of a file.
     *
     * @param result what its department is told; null when it is not told
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    public record Taken(@Nullable Object answer, @Nullable Problem problem, byte @Nullable [] result) {}

    /** Hands over a file behind a border, as {@link #invoke} does, and makes its result file. */
    public Taken take(File file, CallContext call, Border border) {
        String[] source = file.uri().substring("legacy:".length()).split("/", 2);
        FileSource declared =
                Objects.requireNonNull(scope.connections().get(source[0])).files(source[1]);
        ResultFiles results = new ResultFiles(declared.results(), scope.mappings());
        Exchange exchange = begun(file.uri(), file.content(), call, border);
        FileLines lines = results.lines();
        results.follow(exchange, lines);
        Problem problem = ended(file.uri(), exchange);
        return new Taken(
                exchange.getMessage().getBody(),
                problem,
                results.areWanted() && ResultFiles.isFinal(problem) ? results.of(file.name(), lines, problem) : null);
    }

    private Exchange begun(String uri, @Nullable Object body, CallContext call, Border border) {
        Exchange exchange = context.getEndpoint(uri).createExchange();
        HubExchange.begin(exchange, call, border);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private @Nullable Problem ended(String uri, Exchange exchange) {
        Endpoint endpoint = context.getEndpoint(uri);
        admit(
                exchange,
                HubExchange.context(exchange),
                uri.startsWith("legacy:") ? () -> arrive(endpoint, exchange) : () -> template.send(endpoint, exchange));
        return reporter.ended(exchange, uri);
    }

    private void admit(Exchange exchange, CallContext call, BundleInputs.Passage passage) {
        try {
            BundleInputs door = BundleInputs.of(context);
            boolean played = HubExchange.border(exchange).wire().isPlayed();
            (played ? door.apart() : door).run(exchange, call, passage);
        } catch (Exception failed) {
            exchange.setException(failed);
        }
    }

    /** Lets an exchange in where a poller would; the poller itself stays as it is. */
    private void arrive(Endpoint endpoint, Exchange exchange) {
        Route route = context.getRoutes().stream()
                .filter(known -> known.getEndpoint().getEndpointUri().equals(endpoint.getEndpointUri()))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("No route begins with " + endpoint.getEndpointUri()));
        try {
            ServiceHelper.startService(route.getProcessor());
            exchange.getExchangeExtension().setFromEndpoint(endpoint);
            exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
            route.getProcessor().process(exchange);
        } catch (Exception failed) {
            exchange.setException(failed);
        }
    }

    /** Lets callers go first, between two pieces of work with this version that nobody waits for. */
    public void rest() {
        Pace.of(context).rest();
    }

    /** How much is under way on the routes, what was tapped off and waits for a thread included. */
    public int underWay() {
        return context.getInflightRepository().size() + ThreadPools.of(context).tasks();
    }

    /** Waits until no more than so much is under way; false when it still is. */
    public boolean settles(int most, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        // Twice: a task between its queue and its thread is in neither.
        for (int settled = 0; settled < 2; settled = underWay() > most ? 0 : settled + 1) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    public void startPolling() {
        pollers.forEach(route -> control(() -> context.getRouteController().startRoute(route)));
    }

    /** Stops the pollers and waits for what they have in hand. */
    public void stopPolling() {
        pollers.forEach(route -> control(() -> context.getRouteController().stopRoute(route)));
    }

    /** Lets nothing new in, waits for what is inside, stops the context, and looks for what is left of it. */
    public Retired retire(Duration patience) {
        inflight.getAndUpdate(count -> count | RETIRED);
        long end = System.nanoTime() + patience.toNanos();
        while (inflight.get() != RETIRED && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        boolean finished = inflight.get() == RETIRED;
        Pace.of(context).begin();
        template.stop();
        if (!finished) {
            // What did not end in all that time is cut off, not waited for once more.
            context.getShutdownStrategy().setTimeout(1);
        }
        BundleInputs.stop(context);
        scope.connections().values().forEach(io.xianghub.legacy.Connection::close);
        return new Retired(finished, Residue.of(context));
    }

    private static void control(Control action) {
        try {
            action.run();
        } catch (Exception failed) {
            throw new IllegalStateException("A poller could not be started or stopped: " + failed.getMessage(), failed);
        }
    }

    @FunctionalInterface
    private interface Control {
        void run() throws Exception;
    }
}
