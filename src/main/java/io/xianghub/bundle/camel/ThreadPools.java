package io.xianghub.bundle.camel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** The pools that a bundle's routes have made, to know what still waits in them: a wire tap tells of a task only once it runs. */
final class ThreadPools extends LifecycleStrategySupport {

    private final List<ThreadPoolExecutor> pools = new CopyOnWriteArrayList<>();

    static ThreadPools of(CamelContext context) {
        return context.getLifecycleStrategies().stream()
                .filter(ThreadPools.class::isInstance)
                .map(ThreadPools.class::cast)
                .findAny()
                .orElseThrow();
    }

    @Override
    public void onThreadPoolAdd(
            CamelContext context,
            ThreadPoolExecutor pool,
            String id,
            String sourceId,
            String routeId,
            String threadPoolProfileId) {
        pools.add(pool);
    }

    @Override
    public void onThreadPoolRemove(CamelContext context, ThreadPoolExecutor pool) {
        pools.remove(pool);
    }

    /** Tasks that run or wait. */
    int tasks() {
        return pools.stream()
                .mapToInt(pool -> pool.getQueue().size() + pool.getActiveCount())
                .sum();
    }
}
