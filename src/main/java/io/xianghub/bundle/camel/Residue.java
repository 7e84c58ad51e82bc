package io.xianghub.bundle.camel;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;

/** Looks for what a stopped context has left behind: threads, management beans, routes, endpoints. */
final class Residue {

    private static final int LOOKS = 100;
    private static final int PAUSE_MILLIS = 10;

    private Residue() {}

    /** What is still there after a moment: threads end a little later than they are told to. */
    static List<String> of(CamelContext context) {
        List<String> left = now(context);
        for (int looks = 0; !left.isEmpty() && looks < LOOKS; looks++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            left = now(context);
        }
        return left;
    }

    private static List<String> now(CamelContext context) {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.isAlive() && thread.getName().contains("(" + context.getName() + ")")) {
                left.add("thread " + thread.getName());
            }
        }
        beans(context.getName()).forEach(bean -> left.add("management bean " + bean));
        if (!context.getRoutes().isEmpty()) {
            left.add(context.getRoutes().size() + " routes");
        }
        if (!context.getEndpoints().isEmpty()) {
            left.add(context.getEndpoints().size() + " endpoints");
        }
        return left;
    }

    private static Set<ObjectName> beans(String name) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("org.apache.camel:context=" + name + ",*"), null);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
