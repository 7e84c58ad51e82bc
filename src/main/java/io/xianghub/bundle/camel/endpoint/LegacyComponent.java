package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.camel.exchange.Reporter;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.FileSource;
import io.xianghub.legacy.FrameSource;
import io.xianghub.legacy.PolledRows;
import io.xianghub.legacy.Source;
import io.xianghub.record.UnreadAnswers;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ScheduledPollEndpoint;

/** {@code legacy:<connection>/<operation or source>}, over the connections of one bundle version. */
public final class LegacyComponent extends DefaultComponent {

    private final BundleScope scope;
    private final Reporter reporter;
    private final FileIntake intake;
    private final UnreadAnswers unread;

    public LegacyComponent(BundleScope scope, Reporter reporter, FileIntake intake, UnreadAnswers unread) {
        this.scope = scope;
        this.reporter = reporter;
        this.intake = intake;
        this.unread = unread;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String[] parts = remaining.split("/", 2);
        Connection connection = scope.connections().get(parts[0]);
        if (connection == null || parts.length < 2) {
            throw new IllegalArgumentException("There is no connection operation or source " + remaining);
        }
        return new LegacyEndpoint(uri, this, connection, parts[1]);
    }

    private final class LegacyEndpoint extends ScheduledPollEndpoint {

        private final Connection connection;
        private final String part;

        LegacyEndpoint(String uri, Component component, Connection connection, String part) {
            super(uri, component);
            this.connection = connection;
            this.part = part;
        }

        @Override
        public Producer createProducer() {
            LegacyStep step = new LegacyStep(connection, part, scope.version(), unread);
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    step.process(exchange);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            Consumer consumer = consumer(connection.source(part), processor);
            configureConsumer(consumer);
            return consumer;
        }

        /** One kind of consumer for each kind of source. */
        private Consumer consumer(Source source, Processor processor) {
            String name = connection.definition().name() + "/" + part;
            PolledSource polled = new PolledSource(reporter, name, intake);
            if (source instanceof FileSource files) {
                return new FileConsumer(
                        this, processor, files, polled, new ResultFiles(files.results(), scope.mappings()));
            }
            if (source instanceof PolledRows rows) {
                return new RowConsumer(this, processor, rows, polled);
            }
            if (source instanceof FrameSource frames) {
                return new FrameConsumer(this, processor, frames, polled);
            }
            throw new IllegalArgumentException("No route can begin with " + name);
        }
    }
}
