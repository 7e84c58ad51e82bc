package io.xianghub.gateway;

import io.xianghub.bundle.Services;
import io.xianghub.identity.Actors;
import io.xianghub.identity.Signatures;
import io.xianghub.identity.Subjects;
import io.xianghub.record.Exchanges;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class GatewayConfiguration {

    @Bean
    ExchangeRows exchangeRows(Exchanges exchanges, Clock clock) {
        return new ExchangeRows(exchanges, clock);
    }

    /** The whole way of a standard call, in order. */
    @Bean
    Stages stages(Services services, Actors actors, Subjects subjects, Clock clock) {
        Contracts contracts = new Contracts(services, clock);
        return new Stages(List.of(
                new Identifying(actors),
                new Locating(services),
                new RequiringSubject(),
                new Reading(),
                new Checking(contracts),
                new OwnData(subjects),
                new Invoking(services),
                new CheckingAnswer(contracts)));
    }

    @Bean
    FacadeCalls facadeCalls(Services services, Signatures signatures, GatewayProperties properties) {
        return new FacadeCalls(services, signatures, properties.facadeTimeout());
    }
}
