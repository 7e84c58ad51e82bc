package io.xianghub.bundle.route;

import io.xianghub.shared.yaml.Position;
import java.util.List;

/**
 * A route of a bundle.
 *
 * @param from the address that it begins with, such as {@code direct:getBalance}
 */
public record Route(String id, String from, Position at, List<Step> steps) {
    public Route {
        steps = List.copyOf(steps);
    }
}
