package io.xianghub.bundle.active;

import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The versions that should answer on this node and do not, because they could not be started with the hub. */
public final class Unstarted {

    private final Map<Major, Missing> missing = new ConcurrentHashMap<>();

    private record Major(BundleName bundle, int major) {}

    /**
     * A version that should answer.
     *
     * @param code slug of the problem that kept it from starting
     * @param findings what is wrong with it, with remedies; empty when it failed in another way
     */
    public record Missing(Services.Active version, Instant since, String code, Text why, List<Finding> findings) {

        public Missing {
            findings = List.copyOf(findings);
        }
    }

    public void add(Missing version) {
        missing.put(major(version.version()), version);
    }

    /** Another version answers now, or none should any more. */
    public void remove(BundleName bundle, int major) {
        missing.remove(new Major(bundle, major));
    }

    public Optional<Missing> find(BundleName bundle, int major) {
        return Optional.ofNullable(missing.get(new Major(bundle, major)));
    }

    /** The highest major version of the bundle that should answer. */
    public Optional<Missing> find(BundleName bundle) {
        return all().stream()
                .filter(one -> one.version().bundle().equals(bundle))
                .reduce((lower, higher) -> higher);
    }

    public List<Missing> all() {
        return missing.values().stream()
                .sorted(Comparator.comparing(
                                (Missing one) -> one.version().bundle().value())
                        .thenComparing(one -> one.version().version().major()))
                .toList();
    }

    public int size() {
        return missing.size();
    }

    /** What a caller is told; the reason is none of its business. */
    static Problem problem(Missing version) {
        return Problem.of(
                ProblemType.BUNDLE_NOT_STARTED,
                Text.of(
                        "路由包 %s %s 未能随枢纽启动",
                        "The bundle %s %s could not be started with the hub",
                        version.version().bundle(),
                        version.version().version()));
    }

    private static Major major(Services.Active version) {
        return new Major(version.bundle(), version.version().major());
    }
}
