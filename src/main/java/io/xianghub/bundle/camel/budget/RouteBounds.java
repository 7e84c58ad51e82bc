package io.xianghub.bundle.camel.budget;

import io.xianghub.bundle.camel.exchange.RouteLines;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Bounds that Camel does not set itself: what steps cost, threads of taps, items of splits. */
public final class RouteBounds {

    /** Threads of one tap; the number of taps is limited by the policy for routes. */
    private static final int TAP_THREADS = 2;

    private static final int TAPS_WAITING = 16;

    private RouteBounds() {}

    /** Before any route is read. */
    public static void configure(DefaultCamelContext context, RouteLines lines) {
        context.getCamelContextExtension().addInterceptStrategy(new StepGuard(lines));
        // It would keep every step of a loop until its input is answered; StepGuard knows the place of a failure.
        context.setMessageHistory(false);
        context.getExecutorServiceManager().setThreadNamePattern("Camel (" + context.getName() + ") ##counter# #name#");
        context.getExecutorServiceManager().setDefaultThreadPoolProfile(threads());
    }

    private static ThreadPoolProfile threads() {
        ThreadPoolProfile profile = new ThreadPoolProfile("bundle");
        profile.setDefaultProfile(true);
        profile.setPoolSize(1);
        profile.setMaxPoolSize(TAP_THREADS);
        profile.setMaxQueueSize(TAPS_WAITING);
        profile.setKeepAliveTime(10L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        // Whoever taps faster than its taps are worked off does the work itself, and so slows down.
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        return profile;
    }

    /** After the routes were read, before they are built. */
    public static void bind(DefaultCamelContext context, RouteLines lines) {
        for (RouteDefinition route : context.getRouteDefinitions()) {
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SplitDefinition.class)
                    .forEach(split -> items(split, lines));
            ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), WireTapDefinition.class)
                    .forEach(tap -> tap.onPrepare(RouteBounds::keep));
        }
    }

    /** One after the other: Camel's default copies the exchange for all items before the first is handled. */
    private static void items(SplitDefinition split, RouteLines lines) {
        split.setStreaming("true");
        Expression items =
                new CountedItems(split.getExpression(), lines.site(split).toString());
        split.setExpression(new ExpressionDefinition(items));
    }

    /** A tapped copy waits or runs while its input is long answered: what it carries stays held until it is done. */
    private static void keep(Exchange copy) {
        Frame tapping = Frame.of(copy);
        if (tapping == null) {
            return;
        }
        Frame tapped = tapping.tapped(copy);
        copy.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                tapped.untap();
            }
        });
    }
}
