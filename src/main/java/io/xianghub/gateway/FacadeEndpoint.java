package io.xianghub.gateway;

import io.xianghub.record.Exchange;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.CurrentExchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /legacy/{bundle}/{facade}}: entrances shaped like the interfaces they replace; what fails is a problem here too. */
@RestController
class FacadeEndpoint {

    private final FacadeCalls calls;
    private final ExchangeRows rows;
    private final Clock clock;

    FacadeEndpoint(FacadeCalls calls, ExchangeRows rows, Clock clock) {
        this.calls = calls;
        this.rows = rows;
        this.clock = clock;
    }

    @PostMapping("/legacy/**")
    ResponseEntity<byte[]> call(HttpServletRequest request, HttpServletResponse response) {
        FacadeCall call = new FacadeCall(request, ExchangeId.next(), clock.instant());
        CurrentExchange.begin(call.exchange(), request, response);
        byte[] answer;
        try {
            answer = calls.answer(call);
        } catch (Problem problem) {
            rows.record(ending(call), problem);
            throw problem;
        } catch (RuntimeException unexpected) {
            Problem problem = Problem.of(ProblemType.INTERNAL).causedBy(unexpected);
            rows.record(ending(call), problem);
            throw problem;
        }
        rows.record(ending(call), null);
        return ResponseEntity.ok()
                .header("Content-Type", call.facade().answerType())
                .header("X-Bundle-Version", call.answeredBy().version().toString())
                .body(answer);
    }

    private static ExchangeRows.Ending ending(FacadeCall call) {
        boolean found = call.facadeIfKnown() != null;
        return new ExchangeRows.Ending(
                call.exchange(),
                Exchange.Kind.FACADE,
                call.bundleIfKnown(),
                found ? call.facade().name() : null,
                call.versionIfKnown(),
                call.actorIfKnown(),
                call.received(),
                call.remarks());
    }
}
