package io.xianghub.bundle.sample;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.border.Touches;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.camel.endpoint.MappingProblems;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The mapping samples and cases of a bundle: checked by reading them, and run against the started bundle. */
public final class Samples {

    private final CheckedBundle bundle;
    private final SampleLimits limits;
    private final Touches touches = new Touches();
    private final List<SampleResult> results = new ArrayList<>();
    private final long begun = System.nanoTime();
    // A sample that hangs keeps its thread; the next one gets another.
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hub-sample");
        thread.setDaemon(true);
        return thread;
    });

    @FunctionalInterface
    private interface Sample {
        Judged run(Duration within);
    }

    private Samples(CheckedBundle bundle, SampleLimits limits) {
        this.bundle = bundle;
        this.limits = limits;
    }

    /** What is wrong with the files of mapping samples and cases. */
    public static void check(
            BundleFiles files,
            BundleDefinition definition,
            Collection<String> operationIds,
            Mappings mappings,
            Findings findings) {
        new MappingSampleReader(mappings, findings).read(files);
        new CaseReader(Input.of(definition, operationIds), findings).read(files);
    }

    /** Runs all; nothing leaves the bundle, and nothing that hangs keeps the caller for longer than the limits. */
    public static SampleReport run(CheckedBundle bundle, RunningBundle running, SampleLimits limits) {
        return new Samples(bundle, limits).run(running);
    }

    private SampleReport run(RunningBundle running) {
        Findings checkedBefore = new Findings();
        Coverage.Collector coverage = new Coverage.Collector(bundle, touches);
        try {
            for (MappingSample sample :
                    new MappingSampleReader(bundle.mappings(), checkedBefore).read(bundle.files())) {
                run(SampleResult.Kind.MAPPING, sample.name(), sample.expected().file(), within -> map(sample, running));
                running.rest();
            }
            CaseReader reader = new CaseReader(
                    Input.of(bundle.definition(), bundle.operations().keySet()), checkedBefore);
            CaseRun runs = new CaseRun(running, touches, coverage::came);
            for (Case sample : reader.read(bundle.files())) {
                run(
                        SampleResult.Kind.CASE,
                        sample.name(),
                        sample.folder(),
                        within -> entered(running, runs, sample, within));
                running.rest();
            }
        } finally {
            threads.shutdownNow();
        }
        return new SampleReport(results, coverage.coverage(running.routes()), millisSince(begun));
    }

    private static Judged entered(RunningBundle running, CaseRun runs, Case sample, Duration within) {
        if (!running.enter()) {
            throw new IllegalStateException("The bundle is retired");
        }
        try {
            return runs.run(sample, within);
        } finally {
            running.leave();
        }
    }

    private Judged map(MappingSample sample, RunningBundle running) {
        Comparison.Came came;
        try {
            came = new Comparison.Came(
                    sample.mapping().apply(sample.in(), sample.scope(), touches, new SampleBudget(running.limits())),
                    null);
        } catch (MappingFailure refused) {
            came = new Comparison.Came(null, MappingProblems.of(refused, false));
        } catch (Problem tooMuch) {
            came = new Comparison.Came(null, tooMuch);
        }
        return Judged.of(Comparison.of(sample.expected(), came, StandardCharsets.UTF_8));
    }

    private void run(SampleResult.Kind kind, String name, String file, Sample sample) {
        Duration left = limits.whole().minusNanos(System.nanoTime() - begun);
        Duration within = left.compareTo(limits.each()) < 0 ? left : limits.each();
        if (within.toMillis() <= 0) {
            results.add(result(
                    kind,
                    name,
                    file,
                    Text.of(
                            "没有轮到：全部样例限 %d 毫秒；让前面的样例更快结束",
                            "Had no turn: all samples together may take %d ms; make those before it end sooner",
                            limits.whole().toMillis())));
            return;
        }
        long start = System.nanoTime();
        Future<Judged> run = threads.submit(() -> sample.run(within));
        try {
            Judged judged = run.get(within.toMillis(), TimeUnit.MILLISECONDS);
            String first = judged.file() == null ? file : judged.file();
            results.add(new SampleResult(kind, name, first, judged.unmet(), judged.trouble(), millisSince(start)));
        } catch (TimeoutException hangs) {
            run.cancel(true);
            results.add(result(
                    kind,
                    name,
                    file,
                    Text.of(
                            "%d 毫秒内没有结束；查看该路由的循环和等待应答的步骤",
                            "Did not end within %d ms; look at the route's loops and at the steps that wait for an"
                                    + " answer",
                            within.toMillis())));
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            results.add(result(kind, name, file, Text.of("异常结束：%s", "Ended in %s", String.valueOf(cause))));
        } catch (InterruptedException stopped) {
            run.cancel(true);
            Thread.currentThread().interrupt();
            results.add(result(kind, name, file, Text.of("被中断", "Was interrupted")));
        }
    }

    private static SampleResult result(SampleResult.Kind kind, String name, String file, @Nullable Text trouble) {
        return new SampleResult(kind, name, file, List.of(), trouble, 0);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
