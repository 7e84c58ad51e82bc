package io.xianghub;

import io.xianghub.shared.Text;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator in both languages why the hub does not start, and what to do; nobody has said yet who reads it. */
final class OccupiedAnalyzer extends AbstractFailureAnalyzer<Occupied> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, Occupied occupied) {
        return new FailureAnalysis(
                all(occupied, Occupied.Found::what), all(occupied, Occupied.Found::remedy), occupied);
    }

    private static String all(Occupied occupied, Function<Occupied.Found, Text> of) {
        return occupied.found().stream()
                .map(of)
                .map(text -> text.zh() + "\n" + text.en())
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }
}
