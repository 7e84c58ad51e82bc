package io.xianghub.bundle.active;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.declaration.Facades;
import io.xianghub.bundle.declaration.Messages;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The pointers to the versions that answer: one swap of a pointer is a deployment's moment of truth. */
public final class ActiveBundles implements Services {

    /** Who lost a race against a swap finds the next version at once; a version that only left is found by nobody. */
    private static final int ATTEMPTS = 10_000;

    private static final String FACADE = "facade:";

    /** Majors are immutable maps; a swap replaces the whole map. */
    private final ConcurrentMap<BundleName, SortedMap<Integer, Slot>> bundles = new ConcurrentHashMap<>();

    private final Unstarted unstarted = new Unstarted();

    /** The version that answers for one major version, and the one that stands beside it. */
    public record Slot(RunningBundle active, @Nullable Candidate candidate) {

        public Optional<Candidate> beside() {
            return Optional.ofNullable(candidate);
        }
    }

    /** Points to {@code next} and returns what it replaces; a candidate with the same digest is the one that took over. */
    public @Nullable RunningBundle swap(RunningBundle next) {
        RunningBundle[] replaced = new RunningBundle[1];
        change(next.version(), slot -> {
            replaced[0] = slot == null ? null : slot.active();
            Candidate beside = slot == null ? null : slot.candidate();
            return new Slot(next, beside != null && beside.running() == next ? null : beside);
        });
        unstarted.remove(next.version().bundle(), next.version().version().major());
        return replaced[0];
    }

    /** Puts a candidate beside the active version, or takes it away; returns the one that stood there. */
    public Optional<Candidate> beside(Services.Active major, @Nullable Candidate candidate) {
        Candidate[] before = new Candidate[1];
        change(major, slot -> {
            if (slot == null) {
                throw new IllegalStateException(
                        "Nothing answers for " + major + " that a candidate could stand beside");
            }
            before[0] = slot.candidate();
            return new Slot(slot.active(), candidate);
        });
        return Optional.ofNullable(before[0]);
    }

    /** Points to nothing any more for this major version. */
    public void remove(BundleName name, int major) {
        bundles.computeIfPresent(name, (same, majors) -> {
            SortedMap<Integer, Slot> left = new TreeMap<>(majors);
            left.remove(major);
            return left.isEmpty() ? null : left;
        });
        unstarted.remove(name, major);
    }

    private void change(Services.Active version, UnaryOperator<@Nullable Slot> change) {
        bundles.compute(version.bundle(), (name, majors) -> {
            SortedMap<Integer, Slot> changed = majors == null ? new TreeMap<>() : new TreeMap<>(majors);
            changed.compute(version.version().major(), (major, slot) -> change.apply(slot));
            return changed;
        });
    }

    /** Points to nothing any more and returns what was pointed to; whoever asks from now on is told so. */
    public List<Slot> clear() {
        List<Slot> all = slots();
        bundles.clear();
        return all;
    }

    /** What should be pointed to and is not. */
    public Unstarted unstarted() {
        return unstarted;
    }

    public Optional<Slot> slot(BundleName name, int major) {
        return Optional.ofNullable(bundles.get(name)).map(majors -> majors.get(major));
    }

    /** The slots of a bundle, by major version. */
    public Collection<Slot> slots(BundleName name) {
        SortedMap<Integer, Slot> majors = bundles.get(name);
        return majors == null ? List.of() : majors.values();
    }

    public List<Slot> slots() {
        return bundles.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The highest major version, which façades, messages, syncs and connections are served by. */
    public Optional<RunningBundle> running(BundleName name) {
        return latest(name).map(Slot::active);
    }

    public List<RunningBundle> all() {
        return slots().stream().map(Slot::active).toList();
    }

    @Override
    public Optional<Match> find(BundleName bundle, int major, String method, String path, String caller) {
        Optional<Slot> found = slot(bundle, major);
        if (found.isEmpty()) {
            requireNoneMissing(unstarted.find(bundle, major));
        }
        return found.flatMap(slot -> {
            RunningBundle answering = answering(slot, caller);
            for (ContractOperation operation : answering.bundle().operations().values()) {
                Optional<Map<String, String>> values =
                        operation.method().equals(method) ? operation.match(path) : Optional.empty();
                if (values.isPresent()) {
                    return Optional.of(new Match(operation.of(answering.version()), values.get()));
                }
            }
            return Optional.empty();
        });
    }

    /** @throws Problem {@code BUNDLE_NOT_STARTED}: that nothing answers is the hub's fault, not the caller's */
    private static void requireNoneMissing(Optional<Unstarted.Missing> missing) {
        missing.map(Unstarted::problem).ifPresent(problem -> {
            throw problem;
        });
    }

    private static RunningBundle answering(Slot slot, String caller) {
        return slot.beside()
                .filter(candidate -> candidate.answers(caller))
                .map(Candidate::running)
                .orElse(slot.active());
    }

    @Override
    public Optional<Facade> facade(BundleName bundle, String name) {
        return serving(bundle).flatMap(running -> Facades.find(running.bundle().definition(), name, running.version()));
    }

    @Override
    public Optional<MessageType> message(BundleName bundle, String name) {
        return serving(bundle).flatMap(running -> Messages.find(running.bundle().definition(), name));
    }

    /** Likewise; what should serve the bundle and does not is a problem: neither an absence, nor a lower version's call. */
    private Optional<RunningBundle> serving(BundleName bundle) {
        return servingSlot(bundle).map(Slot::active);
    }

    private Optional<Slot> servingSlot(BundleName bundle) {
        Optional<Slot> latest = latest(bundle);
        int major =
                latest.map(slot -> slot.active().version().version().major()).orElse(-1);
        requireNoneMissing(unstarted
                .find(bundle)
                .filter(missing -> missing.version().version().major() > major));
        return latest;
    }

    @Override
    public List<Active> active() {
        return all().stream().map(RunningBundle::version).toList();
    }

    @Override
    public Optional<BundleDefinition> definition(BundleName bundle) {
        return serving(bundle).map(running -> running.bundle().definition());
    }

    @Override
    public Reply invoke(
            BundleName bundle,
            String endpoint,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Slot slot = servingSlot(bundle).orElseThrow(() -> unknown(bundle));
            RunningBundle running = slot.active();
            if (running.enter()) {
                // A version that took over since the façade was found may have dropped it.
                if (endpoint.startsWith(FACADE)
                        && !running.bundle().definition().facades().containsKey(endpoint.substring(FACADE.length()))) {
                    running.leave();
                    throw Problem.of(ProblemType.UNKNOWN_FACADE);
                }
                return answer(slot, running, new Input(endpoint, body, scope, context));
            }
            Thread.onSpinWait();
        }
        throw unknown(bundle);
    }

    private Optional<Slot> latest(BundleName bundle) {
        return Optional.ofNullable(bundles.get(bundle)).map(majors -> majors.get(majors.lastKey()));
    }

    @Override
    public Reply invoke(
            Operation operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        int major = operation.version().version().major();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Slot slot = slot(operation.bundle(), major).orElseThrow(() -> unknown(operation.bundle()));
            RunningBundle running = found(slot, operation.version());
            if (running.enter()) {
                // Likewise the operation.
                if (!running.bundle().operations().containsKey(operation.operationId())) {
                    running.leave();
                    throw Problem.of(ProblemType.UNKNOWN_SERVICE);
                }
                return answer(slot, running, new Input("direct:" + operation.operationId(), body, scope, context));
            }
            Thread.onSpinWait();
        }
        throw unknown(operation.bundle());
    }

    /** The version whose contract the call was checked against, unless it is gone. */
    private static RunningBundle found(Slot slot, Active wanted) {
        return slot.beside()
                .filter(candidate -> candidate.stand().mode() == Candidate.Mode.CANARY)
                .map(Candidate::running)
                .filter(canary -> canary.version().equals(wanted))
                .orElse(slot.active());
    }

    private static Reply answer(Slot slot, RunningBundle entered, Input input) {
        Shadow shadow = slot.beside().map(Candidate::shadow).orElse(null);
        try {
            Object body = shadow != null && entered == slot.active()
                    ? shadow.alongside(entered, input)
                    : entered.invoke(input.endpoint(), input.body(), input.scope(), input.context());
            return new Reply(body, entered.version());
        } finally {
            entered.leave();
        }
    }

    private static Problem unknown(BundleName bundle) {
        return Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("没有运行中的路由包 %s", "No bundle %s is running", bundle));
    }
}
