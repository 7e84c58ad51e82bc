package io.xianghub.bundle;

import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The pointers to the versions that answer: one swap of a pointer is a deployment's moment of truth. */
final class ActiveBundles implements Services {

    /** Majors are immutable maps; a swap replaces the whole map. */
    private final ConcurrentMap<BundleName, SortedMap<Integer, RunningBundle>> bundles = new ConcurrentHashMap<>();

    /** Points to {@code next} and returns what it replaces. */
    @Nullable RunningBundle swap(RunningBundle next) {
        RunningBundle[] replaced = new RunningBundle[1];
        bundles.compute(next.version().bundle(), (name, majors) -> {
            SortedMap<Integer, RunningBundle> changed = majors == null ? new TreeMap<>() : new TreeMap<>(majors);
            replaced[0] = changed.put(next.version().version().major(), next);
            return changed;
        });
        return replaced[0];
    }

    /** Points to nothing any more and returns what was pointed to; whoever asks from now on is told so. */
    List<RunningBundle> clear() {
        List<RunningBundle> all = all();
        bundles.clear();
        return all;
    }

    Optional<RunningBundle> running(BundleName name, int major) {
        return Optional.ofNullable(bundles.get(name)).map(majors -> majors.get(major));
    }

    /** The highest major version, which façades, messages, syncs and connections are served by. */
    Optional<RunningBundle> running(BundleName name) {
        return Optional.ofNullable(bundles.get(name)).map(majors -> majors.get(majors.lastKey()));
    }

    List<RunningBundle> all() {
        return bundles.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    @Override
    public Optional<Match> find(BundleName bundle, int major, String method, String path) {
        Optional<RunningBundle> running = running(bundle, major);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        for (ContractOperation operation : running.get().bundle().operations().values()) {
            Optional<Map<String, String>> values =
                    operation.method().equals(method) ? operation.match(path) : Optional.empty();
            if (values.isPresent()) {
                return Optional.of(new Match(operation.of(running.get().version()), values.get()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Facade> facade(BundleName bundle, String name) {
        return running(bundle).flatMap(running -> Facades.find(running.bundle().definition(), name, running.version()));
    }

    @Override
    public Optional<MessageType> message(BundleName bundle, String name) {
        return running(bundle).flatMap(running -> Messages.find(running.bundle().definition(), name));
    }

    @Override
    public List<Active> active() {
        return all().stream().map(RunningBundle::version).toList();
    }

    @Override
    public Optional<BundleDefinition> definition(BundleName bundle) {
        return running(bundle).map(running -> running.bundle().definition());
    }

    @Override
    public Reply invoke(
            BundleName bundle,
            String endpoint,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        while (true) {
            RunningBundle running = running(bundle).orElseThrow(() -> unknown(bundle));
            if (running.enter()) {
                return answer(running, endpoint, body, scope, context);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Reply invoke(
            Operation operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        int major = operation.version().version().major();
        while (true) {
            RunningBundle running = running(operation.bundle(), major).orElseThrow(() -> unknown(operation.bundle()));
            if (running.enter()) {
                // A version that took over since the operation was found may have dropped it.
                if (!running.bundle().operations().containsKey(operation.operationId())) {
                    running.leave();
                    throw Problem.of(ProblemType.UNKNOWN_SERVICE);
                }
                return answer(running, "direct:" + operation.operationId(), body, scope, context);
            }
            Thread.onSpinWait();
        }
    }

    private static Reply answer(
            RunningBundle entered,
            String endpoint,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        try {
            return new Reply(entered.invoke(endpoint, body, scope, context), entered.version());
        } finally {
            entered.leave();
        }
    }

    private static Problem unknown(BundleName bundle) {
        return Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("没有运行中的路由包 %s", "No bundle %s is running", bundle));
    }
}
