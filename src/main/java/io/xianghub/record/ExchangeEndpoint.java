package io.xianghub.record;

import io.xianghub.shared.Actor;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/exchanges}: the log, newest first. Operators and auditors see all of it, engineers and departments what
 * their departments' bundles did.
 */
@RestController
@RequestMapping("/api/v1/exchanges")
class ExchangeEndpoint {

    private static final int LONGEST_PAGE = 500;

    private final ExchangeLog log;

    ExchangeEndpoint(ExchangeLog log) {
        this.log = log;
    }

    @GetMapping
    Page<Exchange> page(
            Actor actor,
            @RequestParam(required = false) @Nullable String bundle,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        Set<String> departments = departments(actor);
        int size = Math.max(1, Math.min(limit, LONGEST_PAGE));
        List<Exchange> items = log.page(
                new ExchangeLog.Wanted(bundle, outcome == null ? null : outcome(outcome), departments, after), size);
        return new Page<>(
                items,
                items.size() < size ? null : items.get(items.size() - 1).id().value());
    }

    @GetMapping("/{id}")
    Exchange one(Actor actor, @PathVariable String id) {
        Set<String> departments = departments(actor);
        try {
            // Another department's exchange is none to this actor: not even its existence is told.
            return log.find(new ExchangeId(id))
                    .filter(found -> departments == null
                            || (found.department() != null && departments.contains(found.department())))
                    .orElseThrow(() -> unknown(id));
        } catch (IllegalArgumentException notAnId) {
            throw unknown(id);
        }
    }

    /** Whose exchanges the actor may see; null when everybody's. */
    private static @Nullable Set<String> departments(Actor actor) {
        actor.require(Role.OPERATOR, Role.AUDITOR, Role.ENGINEER, Role.DEPARTMENT);
        return actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR) ? null : actor.departments();
    }

    private static Exchange.Outcome outcome(String word) {
        return Arrays.stream(Exchange.Outcome.values())
                .filter(outcome -> outcome.name().equalsIgnoreCase(word))
                .findAny()
                .orElseThrow(() -> Problem.of(ProblemType.INVALID_REQUEST)
                        .at(
                                "query.outcome",
                                Text.of(
                                        "应为 %s 之一",
                                        "Should be one of %s",
                                        Arrays.toString(Exchange.Outcome.values())
                                                .toLowerCase(Locale.ROOT))));
    }

    private static Problem unknown(String id) {
        String shown = id.length() > 40 ? id.substring(0, 40) : id;
        return Problem.of(ProblemType.NOT_FOUND, Text.of("没有流水 %s", "There is no exchange %s", shown));
    }
}
