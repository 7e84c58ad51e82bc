package io.xianghub.bundle.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.ManagementMBeansLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.junit.jupiter.api.Test;

class SharedDescriptionsTest {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void describesEveryBeanAsCamelDoes() throws Exception {
        Map<String, MBeanInfo> camels;
        try (DefaultCamelContext context = started("described", false)) {
            camels = descriptions(context);
        }
        for (int again = 0; again < 2; again++) {
            try (DefaultCamelContext context = started("described", true)) {
                Map<String, MBeanInfo> shared = descriptions(context);
                // The assembler is itself one of the services.
                shared.remove("org.apache.camel:context=described,type=services,name=SharedDescriptions");
                assertThat(shared.keySet()).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(camels.keySet());
                shared.forEach((name, description) ->
                        assertThat(same(description, camels.get(name))).as(name).isTrue());
            }
        }
    }

    @Test
    void eachBeanTellsOfItsOwnContext() throws Exception {
        try (DefaultCamelContext one = started("one", true);
                DefaultCamelContext other = started("other", true)) {
            one.createFluentProducerTemplate().to("direct:in").send();

            assertThat(attribute(one, "ExchangesTotal")).isEqualTo(1L);
            assertThat(attribute(other, "ExchangesTotal")).isEqualTo(0L);
            assertThat(attribute(other, "CamelId")).isEqualTo("other");
        }
    }

    private Object attribute(DefaultCamelContext context, String name) throws Exception {
        return beans.getAttribute(
                new ObjectName("org.apache.camel:context=" + context.getName() + ",type=routes,name=\"only\""), name);
    }

    /** By name, without the numbers that tell two objects apart. */
    private Map<String, MBeanInfo> descriptions(DefaultCamelContext context) throws Exception {
        Map<String, MBeanInfo> descriptions = new TreeMap<>();
        for (ObjectName name :
                beans.queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",*"), null)) {
            descriptions.put(name.toString().replaceAll("0x[0-9a-f]+", "0x"), beans.getMBeanInfo(name));
        }
        return descriptions;
    }

    /** Whatever the order, which Camel takes from reflection. */
    private static boolean same(MBeanInfo one, MBeanInfo other) {
        return one.getDescription().equals(other.getDescription())
                && one.getDescriptor().equals(other.getDescriptor())
                && Set.of(one.getAttributes()).equals(Set.of(other.getAttributes()))
                && Set.of(one.getNotifications()).equals(Set.of(other.getNotifications()))
                && names(one.getOperations()).equals(names(other.getOperations()));
    }

    private static List<String> names(MBeanOperationInfo[] operations) {
        return Stream.of(operations).map(MBeanOperationInfo::toString).sorted().toList();
    }

    private static DefaultCamelContext started(String name, boolean shared) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(name);
        context.getManagementNameStrategy().setNamePattern("#name#");
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        agent.setMBeansLevel(ManagementMBeansLevel.Default);
        if (shared) {
            context.getCamelContextExtension()
                    .setManagementMBeanAssembler(new SharedDescriptions(context, Boolean.TRUE.equals(agent.getMask())));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("only")
                        .to("log:out")
                        .id("out")
                        .choice()
                        .id("choice")
                        .when(body().isNull())
                        .id("empty")
                        .stop()
                        .id("stop");
            }
        });
        context.start();
        return context;
    }
}
