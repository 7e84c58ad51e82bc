package io.xianghub.bundle.sample;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.border.Border;
import io.xianghub.bundle.border.Crossing;
import io.xianghub.bundle.border.Tape;
import io.xianghub.bundle.border.Touches;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.legacy.Wire;
import io.xianghub.shared.Actor;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.TreeDifferences;
import io.xianghub.shared.wire.TreeDifferences.Difference;
import io.xianghub.shared.wire.TreeDifferences.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands a case's input to the routes behind a border that nothing crosses, and judges what came of it. */
record CaseRun(RunningBundle running, Touches touches, Answers answers) {

    /** Is told what each input answered. */
    @FunctionalInterface
    interface Answers {
        void came(Input input, @Nullable Object request, @Nullable Object answer);
    }

    Judged run(Case sample, Duration within) {
        Promise promise = promise(sample);
        CaseScript script =
                new CaseScript(sample.world().answers(), sample.world().effects());
        Tape tried = new Tape();
        // One that hung before is under way still.
        int before = running.underWay();
        RunningBundle.Taken taken = taken(sample, Border.played(script, tried, touches), within);
        Comparison.Came came = new Comparison.Came(taken.answer(), taken.problem());
        if (!running.settles(before, within)) {
            throw new IllegalStateException("What the route tapped off did not end within " + within);
        }
        List<SampleResult.Unmet> unmet = new ArrayList<>();
        Expected answer = sample.outcome().answer();
        if (answer != null) {
            unmet.addAll(Comparison.of(answer, came, sample.input().charset()));
        } else if (came.problem() != null) {
            Map<String, ?> problem = Comparison.written(came.problem());
            unmet.add(new SampleResult.Unmet(
                    sample.folder() + "/answer.problem.json",
                    List.of(new Difference("", Kind.UNEXPECTED, null, problem)),
                    problem,
                    true));
        }
        unmet.addAll(calls(sample, script.sent()));
        Expected.Tree effects = sample.outcome().effects();
        if (effects != null) {
            unmet.addAll(Comparison.of(
                    effects,
                    new Comparison.Came(written(tried), null),
                    sample.input().charset()));
        }
        Expected.Bytes result = sample.outcome().result();
        if (result != null) {
            Comparison.Came told = new Comparison.Came(taken.result(), null);
            unmet.addAll(Comparison.of(result, told, sample.input().charset()));
        }
        Judged judged = Judged.of(unmet);
        if (promise == null) {
            return judged;
        }
        return judged.broken(
                        sample.folder() + "/request.json",
                        sample.request() instanceof Map<?, ?> request ? promise.brokenBy(request) : null)
                .broken(
                        answer == null ? sample.folder() : answer.file(),
                        came.problem() == null ? promise.brokenByAnswer(came.body()) : null);
    }

    /** Null where no contract says anything of the input. */
    private @Nullable Promise promise(Case sample) {
        ContractOperation operation = sample.input().kind() == Input.Kind.OPERATION
                ? running.bundle().operations().get(sample.input().folder())
                : null;
        return operation == null ? null : Promise.of(operation);
    }

    private RunningBundle.Taken taken(Case sample, Border border, Duration within) {
        CallContext call =
                new CallContext(ExchangeId.next(), Actor.hub(), Instant.now().plus(within));
        RunningBundle.Taken taken = taken(sample, Tape.copy(sample.request()), call, border);
        answers.came(sample.input(), sample.request(), taken.problem() == null ? taken.answer() : null);
        return taken;
    }

    private RunningBundle.Taken taken(Case sample, @Nullable Object request, CallContext call, Border border) {
        String uri = sample.input().uri();
        if (sample.input().kind() == Input.Kind.FILE) {
            return running.take(
                    new RunningBundle.File(uri, Case.FILE_NAME, Objects.requireNonNull(request)), call, border);
        }
        try {
            return new RunningBundle.Taken(running.invoke(uri, request, Map.of(), call, border), null, null);
        } catch (Problem problem) {
            return new RunningBundle.Taken(null, problem, null);
        }
    }

    private static List<SampleResult.Unmet> calls(Case sample, List<Wire.Sent> sent) {
        List<SampleResult.Unmet> unmet = new ArrayList<>();
        sample.outcome().sent().forEach((number, expected) -> {
            if (number > sent.size()) {
                unmet.add(new SampleResult.Unmet(
                        expected.file(),
                        List.of(new Difference("", Kind.MISSING, expected.tree(), null)),
                        null,
                        false));
            } else {
                Object tree = sent.get(number - 1).tree();
                List<Difference> differences = TreeDifferences.between(expected.tree(), tree);
                if (!differences.isEmpty()) {
                    unmet.add(new SampleResult.Unmet(expected.file(), differences, tree, false));
                }
            }
        });
        int recorded = sample.world().answers().size();
        if (recorded > sent.size()) {
            unmet.add(new SampleResult.Unmet(
                    sample.folder() + "/legacy-" + (sent.size() + 1),
                    List.of(new Difference("calls", Kind.OTHER, (long) recorded, (long) sent.size())),
                    null,
                    false));
        }
        return unmet;
    }

    private static List<Map<String, @Nullable Object>> written(Tape tried) {
        List<Map<String, @Nullable Object>> effects = new ArrayList<>();
        for (Crossing.Effect effect : tried.effects()) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("to", effect.to());
            tree.put("body", effect.body());
            effects.add(tree);
        }
        return effects;
    }
}
