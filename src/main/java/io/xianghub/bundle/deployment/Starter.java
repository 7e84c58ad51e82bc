package io.xianghub.bundle.deployment;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RouteNotBuilt;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Starts bundle versions with their connections, beside whatever runs. */
final class Starter {

    private final BundleContexts contexts;
    private final Connections connections;

    Starter(BundleContexts contexts, Connections connections) {
        this.contexts = contexts;
        this.connections = connections;
    }

    /**
     * The version at work, polling nothing yet.
     *
     * @throws Problem {@code DEPLOYMENT_FAILED} when a route cannot be built; nothing is left of it
     */
    RunningBundle start(CheckedBundle bundle) {
        BundleName name = bundle.definition().name();
        Map<String, Connection> opened = new LinkedHashMap<>();
        try {
            bundle.definition()
                    .connections()
                    .forEach((connection, definition) -> opened.put(connection, connections.open(name, definition)));
            return contexts.start(
                    bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), opened));
        } catch (RuntimeException | Error refused) {
            opened.values().forEach(Connection::close);
            if (refused instanceof RouteNotBuilt) {
                throw failed(name, refused);
            }
            throw refused;
        }
    }

    /**
     * Makes the connections of the version that serves the bundle now those that syncs, channels and the department's own
     * page use; nobody's, when none serves it.
     */
    void publish(BundleName bundle, Optional<RunningBundle> serving) {
        serving.ifPresentOrElse(
                running -> connections.publish(
                        bundle, running.version().department(), running.scope().connections()),
                () -> connections.withdraw(bundle));
    }

    static Problem failed(BundleName name, Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        return Problem.of(
                        ProblemType.DEPLOYMENT_FAILED,
                        Text.of("路由包 %s 无法启动：%s", "The bundle %s could not be started: %s", name, why))
                .causedBy(cause);
    }
}
