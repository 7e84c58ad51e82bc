package io.xianghub.bundle.sample;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.contract.Breach;
import io.xianghub.bundle.contract.Contract;
import io.xianghub.shared.Text;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the contract promises those who call an operation, held against a case as the front door holds it against a call. */
record Promise(Contract contract) {

    private static final int MOST = 5;

    static Promise of(ContractOperation operation) {
        return new Promise(
                new Contract(operation.parameters(), operation.request(), operation.answer(), Clock.systemUTC()));
    }

    /** Why no caller could send the case's request; null when one could. */
    @Nullable Text brokenBy(Map<?, ?> request) {
        List<Breach> breaches = new ArrayList<>();
        for (String place : List.of("path", "query", "header", "body")) {
            breaches.addAll(contract.violationsOf(place, request.get(place)));
        }
        return told(
                breaches,
                new Text(
                        "请求与契约不符，枢纽会拒绝：%s；更正 request.json 或契约",
                        "The request breaks the contract, so the hub would refuse it: %s; correct request.json or the contract"));
    }

    /** Why the answer would reach no caller; null when it would. */
    @Nullable Text brokenByAnswer(@Nullable Object answer) {
        return told(
                contract.violationsOfAnswer(answer),
                new Text(
                        "应答与契约不符，调用方得不到它：%s；更正映射或契约",
                        "The answer breaks the contract, so no caller would get it: %s; mend the mapping or the contract"));
    }

    private static @Nullable Text told(List<Breach> breaches, Text sentence) {
        if (breaches.isEmpty()) {
            return null;
        }
        String more = breaches.size() > MOST ? "; …" : "";
        return new Text(
                sentence.zh().formatted(listed(breaches, true) + more),
                sentence.en().formatted(listed(breaches, false) + more));
    }

    private static String listed(List<Breach> breaches, boolean chinese) {
        return breaches.stream()
                .limit(MOST)
                .map(Breach::violation)
                .map(wrong -> wrong.path() + " "
                        + (chinese ? wrong.message().zh() : wrong.message().en()))
                .collect(Collectors.joining("; "));
    }
}
