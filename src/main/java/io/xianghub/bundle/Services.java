package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the active bundle versions offer, free of Camel. */
public interface Services {

    /**
     * The operation that answers this call, with the values of its path template.
     *
     * @param caller who calls and for whom; where a canary answers a share of the calls, one caller always meets the same version
     */
    Optional<Match> find(BundleName bundle, int major, String method, String path, String caller);

    record Match(Operation operation, Map<String, String> pathParameters) {}

    Optional<Facade> facade(BundleName bundle, String name);

    /** The message type that departments may submit as their own row; see {@code messages} in bundle.yaml. */
    Optional<MessageType> message(BundleName bundle, String name);

    /** What the active version's bundle.yaml says: templates and syncs for the modules that serve them. */
    Optional<BundleDefinition> definition(BundleName bundle);

    /** The active versions, by name. */
    List<Active> active();

    /**
     * Hands an input to a route of the active version and waits for its answer; a version that is being replaced
     * finishes what it has begun.
     *
     * @param endpoint {@code direct:<operationId>}, {@code facade:<name>} or {@code sync:<sync>/<stream>}
     * @param scope becomes exchange properties, reached as {@code $name.path}
     * @throws io.xianghub.shared.problem.Problem whatever ended the exchange
     */
    Reply invoke(
            BundleName bundle,
            String endpoint,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context);

    /** Hands a standard call to the active version of the operation's major version. */
    Reply invoke(
            Operation operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context);

    /** @param version the bundle version that answered */
    record Reply(@Nullable Object body, Active version) {}

    record Active(BundleName bundle, io.xianghub.shared.Version version, String digest, String department) {}
}
