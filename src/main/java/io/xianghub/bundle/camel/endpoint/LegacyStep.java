package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.legacy.Connection;
import io.xianghub.record.UnreadAnswer;
import io.xianghub.record.UnreadAnswers;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code legacy:<connection>/<operation>}: the body becomes the department's answer. */
record LegacyStep(Connection connection, String operation, Services.Active version, UnreadAnswers unread)
        implements Processor {

    @Override
    public void process(Exchange exchange) {
        Overheard wire = new Overheard(HubExchange.border(exchange).wire());
        Object answer;
        try {
            answer = connection.call(
                    operation,
                    exchange.getMessage().getBody(),
                    HubExchange.scope(exchange),
                    HubExchange.context(exchange).deadline(),
                    wire);
        } catch (Problem ended) {
            if (ended.type() == ProblemType.DEPARTMENT_UNREADABLE) {
                keep(HubExchange.context(exchange).exchange(), wire, ended);
            }
            throw ended;
        }
        HubExchange.answered(exchange);
        exchange.getMessage().setBody(answer);
        BundleInputs.received(exchange, answer);
    }

    private void keep(ExchangeId exchange, Overheard wire, Problem ended) {
        Text detail = ended.detail();
        Text why = detail == null ? new Text(ended.type().slug(), ended.type().slug()) : detail;
        UnreadAnswer.Origin origin = new UnreadAnswer.Origin(
                version.department(),
                version.bundle().value(),
                connection.definition().name(),
                operation);
        wire.last()
                .ifPresent(call -> unread.keep(new UnreadAnswer(
                        exchange,
                        origin,
                        new UnreadAnswer.Answer(
                                call.answer().status(),
                                call.answer().contentType(),
                                call.sent().charset().name(),
                                call.answer().body()),
                        why)));
    }
}
