package io.xianghub.gateway;

import io.xianghub.record.Exchange;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.CurrentExchange;
import io.xianghub.shared.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /services/{bundle}/v{major}/**}: the standard front door. */
@RestController
class ServiceEndpoint {

    private final Stages stages;
    private final ExchangeRows rows;
    private final Clock clock;

    ServiceEndpoint(Stages stages, ExchangeRows rows, Clock clock) {
        this.stages = stages;
        this.rows = rows;
        this.clock = clock;
    }

    @RequestMapping("/services/**")
    ResponseEntity<byte[]> call(HttpServletRequest request, HttpServletResponse response) {
        Call call = new Call(request, ExchangeId.next(), clock.instant());
        CurrentExchange.begin(call.exchange(), request, response);
        byte[] answer;
        try {
            stages.pass(call);
            answer = Json.write(call.reply().body()).getBytes(StandardCharsets.UTF_8);
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
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Bundle-Version", call.reply().version().version().toString())
                .header("Cache-Control", "no-store")
                .body(answer);
    }

    private static ExchangeRows.Ending ending(Call call) {
        @Nullable String service =
                call.operationIfKnown() == null ? null : call.operation().operationId();
        return new ExchangeRows.Ending(
                call.exchange(),
                Exchange.Kind.CALL,
                call.bundleIfKnown(),
                service,
                call.versionIfKnown(),
                call.actorIfKnown(),
                call.received(),
                call.remarks());
    }
}
