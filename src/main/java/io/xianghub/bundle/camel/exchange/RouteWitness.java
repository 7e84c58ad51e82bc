package io.xianghub.bundle.camel.exchange;

import io.xianghub.bundle.border.Border;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** Tells an exchange's border which routes it enters. */
public final class RouteWitness extends RoutePolicySupport {

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Border border = exchange.getProperty(HubExchange.BORDER, Border.class);
        if (border != null) {
            border.passed(route.getRouteId());
        }
    }
}
