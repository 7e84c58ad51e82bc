package io.xianghub.redemption.camel;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.camel.endpoint.HubEndpoints;
import io.xianghub.bundle.camel.endpoint.StepComponent;
import io.xianghub.sync.Run;
import io.xianghub.sync.Target;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** {@code redemption:<dataset>/<stream>}: keeps the mapped rows of a running sync beside the store until it publishes. */
public final class RedemptionEndpoints implements HubEndpoints {

    private final List<Target> targets;

    public RedemptionEndpoints(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    @Override
    public String scheme() {
        return "redemption";
    }

    @Override
    public Component component(BundleScope scope) {
        return new StepComponent(this::step);
    }

    private Processor step(String remaining) {
        String[] parts = remaining.split("/", 2);
        Target target = targets.stream()
                .filter(known -> known.dataset().equals(parts[0]) && parts.length == 2)
                .filter(known -> known.streams().contains(parts[1]))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("There is no dataset " + remaining));
        return exchange -> stage(exchange, target, parts[1]);
    }

    private static void stage(Exchange exchange, Target target, String stream) {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        if (run == null) {
            throw new IllegalStateException("redemption: takes rows of a running sync only");
        }
        List<Map<String, @Nullable Object>> rows = rows(exchange.getMessage().getBody());
        exchange.getMessage()
                .setBody(Map.of("kept", (long) target.stage(run, stream, rows), "read", (long) rows.size()));
    }

    @SuppressWarnings("unchecked") // a mapping with "each" answers a list of maps
    private static List<Map<String, @Nullable Object>> rows(@Nullable Object body) {
        if (body instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return (List<Map<String, @Nullable Object>>) (List<?>) list;
        }
        throw new IllegalStateException("redemption: takes a list of mapped rows");
    }
}
