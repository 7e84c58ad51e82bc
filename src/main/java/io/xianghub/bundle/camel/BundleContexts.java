package io.xianghub.bundle.camel;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.budget.Bulkheads;
import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.budget.RouteBounds;
import io.xianghub.bundle.camel.endpoint.EffectComponent;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.LegacyComponent;
import io.xianghub.bundle.camel.endpoint.MappingStep;
import io.xianghub.bundle.camel.endpoint.QuietLog;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.bundle.camel.endpoint.UnmappedCodes;
import io.xianghub.bundle.camel.exchange.Reporter;
import io.xianghub.bundle.camel.exchange.RouteLines;
import io.xianghub.bundle.camel.exchange.RouteWitness;
import io.xianghub.bundle.camel.exchange.StepWatch;
import io.xianghub.bundle.observation.Observations;
import io.xianghub.mapping.Mapping;
import io.xianghub.record.UnreadAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ManagementMBeansLevel;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Builds the CamelContext of one bundle version: its own registry, its own components, nothing of the hub's. */
public final class BundleContexts {

    private static final int SECONDS_TO_FINISH = 20;

    /** A deployment beside callers may take as much longer than one without. */
    private static final Duration MOST_REST = Duration.ofMillis(250);

    private final List<HubEndpoints> endpoints;
    private final FileIntake intake;
    private final Observations observations;
    private final Bulkheads bulkheads;
    private final MeterRegistry meters;
    private final UnreadAnswers unread;

    /** Contexts that nobody watches, within the standard limits. */
    public BundleContexts(List<HubEndpoints> endpoints, FileIntake intake) {
        this(endpoints, intake, Observations.of(intake.clock()), BundleLimits.standard(), new SimpleMeterRegistry());
    }

    /** @param endpoints the schemes that higher modules add */
    public BundleContexts(
            List<HubEndpoints> endpoints,
            FileIntake intake,
            Observations observations,
            BundleLimits limits,
            MeterRegistry meters) {
        this(endpoints, intake, observations, limits, meters, UnreadAnswers.NONE);
    }

    /** @param unread keeps the answers of departments that could not be read */
    public BundleContexts(
            List<HubEndpoints> endpoints,
            FileIntake intake,
            Observations observations,
            BundleLimits limits,
            MeterRegistry meters,
            UnreadAnswers unread) {
        this.endpoints = List.copyOf(endpoints);
        this.intake = intake;
        this.observations = observations;
        this.bulkheads = new Bulkheads(limits, meters);
        this.meters = meters;
        this.unread = unread;
    }

    /**
     * Starts the bundle beside whatever runs; what it polls stays still until {@link RunningBundle#startPolling()}.
     *
     * @throws RouteNotBuilt when Camel refuses a route
     */
    public RunningBundle start(CheckedBundle bundle, BundleScope scope) {
        DefaultCamelContext context = new DefaultCamelContext();
        try {
            List<String> pollers = prepare(context, bundle, scope);
            context.start();
            return new RunningBundle(bundle, scope, context, pollers, observations);
        } catch (Exception refused) {
            BundleInputs.stop(context);
            throw new RouteNotBuilt(refused);
        }
    }

    /**
     * The bundle's context with its routes, not started; route tests advise and start it themselves.
     *
     * @throws RouteNotBuilt when Camel cannot read a route
     */
    public CamelContext build(CheckedBundle bundle, BundleScope scope) {
        DefaultCamelContext context = new DefaultCamelContext();
        try {
            prepare(context, bundle, scope);
            return context;
        } catch (Exception refused) {
            BundleInputs.stop(context);
            throw new RouteNotBuilt(refused);
        }
    }

    /** @return the ids of the routes that poll */
    private List<String> prepare(DefaultCamelContext context, CheckedBundle bundle, BundleScope scope)
            throws Exception {
        RouteLines lines = new RouteLines(bundle);
        configure(context, scope.version(), lines);
        RouteBounds.configure(context, lines);
        BundleInputs.open(context, scope.version(), bulkheads, intake.clock());
        addComponents(context, scope);
        List<Resource> resources = new ArrayList<>();
        for (String path : bundle.routeFiles()) {
            byte[] routes = bundle.files().file(path).orElseThrow();
            resources.add(ResourceHelper.fromBytes(path, routes));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        RouteBounds.bind(context, lines);
        return holdPollers(context);
    }

    private void configure(DefaultCamelContext context, Services.Active version, RouteLines lines) {
        String name = version.bundle() + "-" + version.version() + "-"
                + version.digest().substring(0, 8);
        context.setNameStrategy(new ExplicitCamelContextNameStrategy(name));
        context.getManagementNameStrategy().setNamePattern("#name#");
        context.setSourceLocationEnabled(true);
        context.getCamelContextExtension().addInterceptStrategy(new StepWatch(lines));
        context.setLogMask(true);
        context.setAutowiredEnabled(false);
        context.addLifecycleStrategy(new ThreadPools());
        context.addLifecycleStrategy(new Pace(bulkheads::entered, MOST_REST, Pace.Clockwork.REAL));
        context.addRoutePolicyFactory((owner, route, definition) -> new RouteWitness());
        context.getShutdownStrategy().setTimeout(SECONDS_TO_FINISH);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.setPropertiesFunctionResolver(new NoPlaceholders());
        context.getCamelContextExtension().addContextPlugin(ResourceLoader.class, new NoResources());
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            agent.setMBeansLevel(ManagementMBeansLevel.RoutesOnly);
            context.getCamelContextExtension()
                    .setManagementMBeanAssembler(new SharedDescriptions(context, Boolean.TRUE.equals(agent.getMask())));
        }
    }

    private void addComponents(CamelContext context, BundleScope scope) {
        context.addComponent("facade", entrance());
        context.addComponent("sync", entrance());
        UnmappedCodes unmapped = new UnmappedCodes(scope.version(), observations.log(), meters, intake.clock());
        context.addComponent("mapping", new StepComponent(name -> new MappingStep(mapping(scope, name), unmapped)));
        context.addComponent(
                "legacy", new LegacyComponent(scope, new Reporter(scope.version(), observations), intake, unread));
        context.addComponent("log", new StepComponent(name -> new QuietLog(scope.version(), name, observations.log())));
        for (HubEndpoints added : endpoints) {
            context.addComponent(added.scheme(), new EffectComponent(added.component(scope)));
        }
    }

    /** Whoever calls a route that the version does not have is told so at once. */
    private static DirectComponent entrance() {
        DirectComponent entrance = new DirectComponent();
        entrance.setBlock(false);
        return entrance;
    }

    private static Mapping mapping(BundleScope scope, String name) {
        return scope.mappings()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no mapping " + name));
    }

    private static List<String> holdPollers(DefaultCamelContext context) {
        List<String> pollers = new ArrayList<>();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            if (route.getInput().getEndpointUri().startsWith("legacy:")) {
                route.setAutoStartup("false");
                pollers.add(route.getId());
            }
        }
        return pollers;
    }
}
