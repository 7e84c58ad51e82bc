package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.budget.BundleInputs;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.legacy.FrameSource;
import io.xianghub.record.Exchange.Kind;
import io.xianghub.record.Exchange.Outcome;
import io.xianghub.record.Note;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.time.Instant;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each frame that a department sends to the route, and what the route leaves back as the reply. Every node listens on
 * its own: what two of them are told is one message all the same.
 */
final class FrameConsumer extends DefaultConsumer implements FrameSource.Desk {

    private final FrameSource frames;
    private final PolledSource source;
    private FrameSource.@Nullable Listening listening;

    FrameConsumer(Endpoint endpoint, Processor processor, FrameSource frames, PolledSource source) {
        super(endpoint, processor);
        this.frames = frames;
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        listening = frames.listen(this);
    }

    @Override
    protected void doStop() throws Exception {
        FrameSource.Listening ends = listening;
        if (ends != null) {
            ends.close();
            listening = null;
        }
        super.doStop();
    }

    @Override
    public @Nullable Object answer(FrameSource.Arrival arrival) {
        ExchangeId id = ExchangeId.next();
        Instant received = source.intake().clock().instant();
        CallContext call = new CallContext(id, source.department(), received.plus(frames.within()));
        Exchange exchange = createExchange(false);
        try {
            Problem problem = arrival.wrong() == null ? process(arrival, exchange, call) : arrival.wrong();
            source.record(
                    new PolledSource.Handled(Kind.FRAME, id, received, outcome(problem), problem),
                    arrival.from(),
                    note(arrival, problem, Note.of(problem, call.remarks())));
            if (problem != null) {
                throw problem;
            }
            return exchange.getMessage().getBody();
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private @Nullable Problem process(FrameSource.Arrival arrival, Exchange exchange, CallContext call) {
        try {
            HubExchange.begin(exchange, call);
            exchange.getMessage().setBody(arrival.document());
            BundleInputs.of(getEndpoint().getCamelContext())
                    .run(exchange, call, () -> getProcessor().process(exchange));
        } catch (Exception failed) {
            exchange.setException(failed);
        }
        return source.reporter().ended(exchange, "legacy:" + source.name());
    }

    private static Outcome outcome(@Nullable Problem problem) {
        if (problem == null) {
            return Outcome.ANSWERED;
        }
        return problem.type().status() < 500 ? Outcome.REJECTED : Outcome.FAILED;
    }

    private static String note(FrameSource.Arrival arrival, @Nullable Problem problem, @Nullable String found) {
        String size = arrival.document().length + " bytes";
        Text noFrame = arrival.document().length == 0 && problem != null ? problem.detail() : null;
        if (noFrame != null) {
            return noFrame.en();
        }
        return found == null ? size : size + "; " + found;
    }

    @Override
    public void troubled(Problem trouble) {
        source.troubled(
                trouble,
                Text.of(
                        "%s 无法接收：%s",
                        "%s cannot take frames: %s",
                        source.name(),
                        trouble.type().slug()));
    }

    @Override
    public void listens() {
        source.recovered(Text.of("%s 恢复接收", "%s takes frames again", source.name()));
    }
}
