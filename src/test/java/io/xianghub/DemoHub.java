package io.xianghub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** The whole hub as a newcomer starts it, with ports that are free, on a data folder that goes with it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = HubApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "xianghub.simulation.ports.medical-insurance.core=0",
            "xianghub.simulation.ports.medical-settlement.network=0",
            "xianghub.simulation.ports.housing-fund.exchange=0",
            "xianghub.simulation.ports.housing-fund.core-db=0",
            "xianghub.simulation.ports.housing-fund.bank=0",
            "xianghub.simulation.ports.housing-fund.bank-hub=0",
            "xianghub.simulation.ports.fiscal-budget.budget-db=0",
            "xianghub.simulation.ports.sms-gateway.gateway=0",
            "xianghub.simulation.ports.social-security.core=0",
            "xianghub.simulation.ports.social-security.exchange=0",
            "xianghub.simulation.ports.city-window.window=0",
            "xianghub.simulation.ports.service-rating.centre=0",
            "xianghub.simulation.ports.enterprise-policies.library=0",
            "xianghub.simulation.ports.case-exchange.box-db=0"
        })
@ContextConfiguration(initializers = FreshData.class)
@ActiveProfiles("demo")
@DirtiesContext
public @interface DemoHub {}
