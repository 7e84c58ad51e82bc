package io.xianghub.record;

import io.xianghub.shared.Actor;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/exchanges/{id}/originals}: answers that could not be read. That there are some, and who has read them, see
 * also operators and auditors; the bytes are for the department and its engineers alone.
 */
@RestController
@RequestMapping("/api/v1/exchanges/{id}/originals")
class KeptAnswerEndpoint {

    private final KeptAnswers answers;

    KeptAnswerEndpoint(KeptAnswers answers) {
        this.answers = answers;
    }

    @GetMapping
    Page<KeptAnswers.Kept> list(Actor actor, @PathVariable String id) {
        actor.require(Role.DEPARTMENT, Role.ENGINEER, Role.OPERATOR, Role.AUDITOR);
        boolean all = actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR);
        return new Page<>(
                kept(id).stream()
                        .filter(one ->
                                all || actor.departments().contains(one.origin().department()))
                        .toList(),
                null);
    }

    @GetMapping("/{number}")
    ResponseEntity<byte[]> one(Actor actor, @PathVariable String id, @PathVariable int number) {
        actor.require(Role.DEPARTMENT, Role.ENGINEER);
        boolean mine = kept(id).stream()
                .anyMatch(one -> one.number() == number
                        && actor.departments().contains(one.origin().department()));
        byte[] body = (mine ? answers.read(new ExchangeId(id), number, actor.name()) : Optional.<byte[]>empty())
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        Text.of(
                                "流水 %s 没有留存的第 %d 个应答，或已过留存期",
                                "There is no answer %2$d kept of the exchange %1$s, or its time has passed",
                                shown(id),
                                number)));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s-%d.bin\"".formatted(id, number))
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    private List<KeptAnswers.Kept> kept(String id) {
        try {
            return answers.of(new ExchangeId(id));
        } catch (IllegalArgumentException notAnId) {
            return List.of();
        }
    }

    private static String shown(String id) {
        return id.length() > 40 ? id.substring(0, 40) : id;
    }
}
