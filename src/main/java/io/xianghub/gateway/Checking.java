package io.xianghub.gateway;

import io.xianghub.bundle.contract.Breach;
import io.xianghub.bundle.contract.Contract;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** The contract's word on path, query, headers and body; all that is wrong is told at once. */
final class Checking implements Stage {

    private final Contracts contracts;

    Checking(Contracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public void pass(Call call) {
        Contracts.Compiled compiled = contracts.of(call.operation());
        Contract contract = compiled.contract();
        Map<String, Map<String, String[]>> texts = Map.of(
                "path", path(call.pathParameters()),
                "query", query(call.request().getQueryString()),
                "header", headers(call.request(), compiled.reader("header")));
        List<Breach> breaches = new ArrayList<>();
        for (String place : List.of("path", "query", "header")) {
            Parameters reader = compiled.reader(place);
            Map<String, @Nullable Object> values =
                    reader == null ? Map.of() : reader.typed(texts.getOrDefault(place, Map.of()));
            call.input().put(place, values);
            breaches.addAll(contract.violationsOf(place, values));
        }
        breaches.addAll(contract.violationsOf("body", call.input().get("body")));
        if (!breaches.isEmpty()) {
            throw problem(breaches);
        }
    }

    private static Problem problem(List<Breach> breaches) {
        boolean onlyNumbers = breaches.stream().allMatch(Breach::identityNumber);
        return Problem.of(onlyNumbers ? ProblemType.INVALID_IDENTITY_NUMBER : ProblemType.INVALID_REQUEST)
                .at(breaches.stream().map(Breach::violation).toList());
    }

    private static Map<String, String[]> path(Map<String, String> parameters) {
        Map<String, String[]> texts = new LinkedHashMap<>();
        parameters.forEach((name, value) -> texts.put(name, new String[] {value}));
        return texts;
    }

    /** Headers that the contract does not name are the wire's business. */
    private static Map<String, String[]> headers(HttpServletRequest request, @Nullable Parameters reader) {
        Map<String, String[]> texts = new LinkedHashMap<>();
        for (String name : reader == null ? List.<String>of() : reader.names()) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (!values.isEmpty()) {
                texts.put(name, values.toArray(String[]::new));
            }
        }
        return texts;
    }

    /** The query string alone: the container's parameters would mix in a form's body. */
    private static Map<String, String[]> query(@Nullable String query) {
        Map<String, String[]> texts = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return texts;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            String[] before = texts.getOrDefault(name, new String[0]);
            String[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = value;
            texts.put(name, after);
        }
        return texts;
    }

    private static String decoded(String text) {
        try {
            return UriUtils.decode(text.replace('+', ' '), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(ProblemType.INVALID_REQUEST)
                    .at("$.query", io.xianghub.shared.Text.of("百分号编码不正确", "A percent-escape is wrong"))
                    .causedBy(malformed);
        }
    }
}
