package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.budget.Making;
import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.bundle.camel.exchange.HubExchange;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.mapping.Witness;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code mapping:<name>}: the body becomes what the mapping makes of it. */
public record MappingStep(Mapping mapping, UnmappedCodes unmapped) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Witness witness = unmapped.witness(exchange);
        FileLines lines = HubExchange.found(exchange, FileLines.class);
        if (lines != null && mapping.takesBytes()) {
            witness = new LinesWitness(witness, lines);
        }
        try (Making making = Making.at(exchange)) {
            exchange.getMessage()
                    .setBody(mapping.apply(
                            exchange.getMessage().getBody(), HubExchange.scope(exchange), witness, making));
        } catch (MappingFailure refused) {
            throw MappingProblems.of(refused, HubExchange.isAnswered(exchange));
        }
    }
}
