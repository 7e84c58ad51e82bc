package io.xianghub.bundle.route;

import io.xianghub.shared.yaml.Position;

/**
 * An endpoint that a route names.
 *
 * @param rest what follows the scheme, such as {@code core/account}
 * @param from whether the route begins with it
 */
public record EndpointUse(Position at, String route, String scheme, String rest, boolean from) {

    public String uri() {
        return scheme + ":" + rest;
    }
}
