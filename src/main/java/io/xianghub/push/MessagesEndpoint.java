package io.xianghub.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.bundle.Services;
import io.xianghub.record.Exchange;
import io.xianghub.record.Exchanges;
import io.xianghub.record.Note;
import io.xianghub.shared.Actor;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Remarks;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.CurrentExchange;
import io.xianghub.shared.web.ProblemBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/messages}: departments hand rows in and follow what became of them. */
@RestController
@RequestMapping("/api/v1/messages")
final class MessagesEndpoint {

    private static final int MOST_LINES = 10_000;

    private static final Duration TIME = Duration.ofSeconds(30);

    private final Services services;
    private final Exchanges exchanges;
    private final MessageReader messages;
    private final PushProperties properties;
    private final Clock clock;

    MessagesEndpoint(
            Services services, Exchanges exchanges, MessageReader messages, PushProperties properties, Clock clock) {
        this.services = services;
        this.exchanges = exchanges;
        this.messages = messages;
        this.properties = properties;
        this.clock = clock;
    }

    /** What became of one row: its messages, usually one; none when the bundle makes no message of such a row. */
    record Posted(ExchangeId exchange, List<?> messages) {}

    /** @param line from 1 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(int line, ExchangeId exchange, @Nullable List<?> messages, @Nullable ProblemBody problem) {}

    record PostedLines(int taken, int refused, List<Line> lines) {}

    @PostMapping(consumes = "application/json")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Posted one(HttpServletRequest request, HttpServletResponse response, Actor actor) throws IOException {
        ExchangeId exchange = ExchangeId.next();
        CurrentExchange.begin(exchange, request, response);
        return new Posted(exchange, take(body(request), actor, exchange));
    }

    /** Each line stands for itself: a wrong one is named and hinders no other. */
    @PostMapping(consumes = "application/x-ndjson")
    @ResponseStatus(HttpStatus.ACCEPTED)
    PostedLines many(HttpServletRequest request, Actor actor, Locale locale) throws IOException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (byte[] bytes : split(body(request))) {
            number++;
            if (isBlank(bytes)) {
                continue;
            }
            ExchangeId exchange = ExchangeId.next();
            try {
                lines.add(new Line(number, exchange, take(bytes, actor, exchange), null));
            } catch (Problem problem) {
                lines.add(new Line(number, exchange, null, ProblemBody.of(problem, locale, null)));
            }
        }
        int refused =
                (int) lines.stream().filter(line -> line.problem() != null).count();
        return new PostedLines(lines.size() - refused, refused, lines);
    }

    @GetMapping("/{id}")
    MessageReader.Tracking tracking(@PathVariable String id, Actor actor) {
        return messages.tracking(id)
                .filter(found -> actor.is(Role.OPERATOR)
                        || actor.is(Role.AUDITOR)
                        || actor.departments().contains(found.department()))
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND, Text.of("没有您可以查看的消息 %s", "There is no message %s for you", id)));
    }

    private List<?> take(byte[] bytes, Actor actor, ExchangeId exchange) {
        Instant received = clock.instant();
        MessagePost post = null;
        Remarks remarks = new Remarks();
        try {
            post = MessagePost.read(bytes, services, actor);
            CallContext context = new CallContext(exchange, actor, received.plus(TIME), remarks);
            Services.Reply reply = services.invoke(
                    post.type().bundle(), "direct:" + post.type().name(), post.row(), Map.of(), context);
            record(new Ending(exchange, post, reply.version(), actor, received), null, remarks);
            return reply.body() instanceof List<?> list ? list : List.of();
        } catch (Problem problem) {
            record(new Ending(exchange, post, null, actor, received), problem, remarks);
            throw problem;
        }
    }

    /** What is known of an exchange when it ends. */
    private record Ending(
            ExchangeId id,
            @Nullable MessagePost post,
            Services.@Nullable Active version,
            Actor actor,
            Instant received) {}

    private void record(Ending ending, @Nullable Problem problem, Remarks remarks) {
        MessagePost post = ending.post();
        Services.Active version = ending.version();
        exchanges.record(new Exchange(
                ending.id(),
                Exchange.Kind.MESSAGE,
                post == null ? null : post.type().bundle().value(),
                post == null ? "messages" : post.type().name(),
                version == null ? null : version.version().toString(),
                version == null
                        ? null
                        : version.digest()
                                .substring(0, Math.min(8, version.digest().length())),
                ending.actor().name(),
                outcome(problem),
                problem == null ? null : problem.type().slug(),
                problem == null ? null : problem.type().faultSide(),
                ending.received(),
                clock.instant(),
                Note.of(problem, remarks),
                post == null ? null : post.type().department(),
                problem == null ? null : problem.step()));
    }

    private static Exchange.Outcome outcome(@Nullable Problem problem) {
        if (problem == null) {
            return Exchange.Outcome.QUEUED;
        }
        return problem.type().status() < 500 ? Exchange.Outcome.REJECTED : Exchange.Outcome.FAILED;
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        int most = Math.toIntExact(properties.maxBody().toBytes());
        byte[] bytes = request.getInputStream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw Problem.of(
                    ProblemType.BODY_TOO_LARGE,
                    Text.of("最多 %s", "At most %s", properties.maxBody().toString()));
        }
        return bytes;
    }

    private static List<byte[]> split(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                if (lines.size() == MOST_LINES) {
                    throw Problem.of(
                            ProblemType.BODY_TOO_LARGE, Text.of("一次最多 %d 行", "At most %d lines at once", MOST_LINES));
                }
                lines.add(Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        return lines;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
