package io.xianghub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Version;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractsTest {

    private static final String TEXT = "{\"type\":\"string\"}";
    private static final String NUMBER = "{\"type\":\"integer\"}";

    private final FakeServices services = new FakeServices();
    private final Contracts contracts = new Contracts(services, Clock.systemUTC());

    @Test
    void areCompiledOnceHoweverManyOperationsAreCalled() {
        Contracts.Compiled first = contracts.of(operation(0));
        for (int i = 1; i <= 1_000; i++) {
            assertThat(contracts.of(operation(i))).isNotSameAs(first);
        }

        assertThat(contracts.of(operation(0))).isSameAs(first);
    }

    @Test
    void areForgottenWithTheVersionThatIsGone() {
        Services.Active old = services.answering;
        Contracts.Compiled before = contracts.of(operation(0));

        services.answering = version("next");
        contracts.of(operation(0, services.answering, NUMBER));
        services.answering = old;

        assertThat(contracts.of(operation(0)).contract()).isNotSameAs(before.contract());
    }

    @Test
    void areNotCompiledAgainWhereTheNextVersionSaysTheSame() {
        Contracts.Compiled before = contracts.of(operation(0));
        contracts.of(operation(1));

        services.answering = version("next");

        assertThat(contracts.of(operation(0)).contract()).isSameAs(before.contract());
        assertThat(contracts.of(operation(0))).isSameAs(contracts.of(operation(0)));
        assertThat(contracts
                        .of(operation(1, services.answering, NUMBER))
                        .contract()
                        .violationsOfAnswer(1))
                .isEmpty();
    }

    @Test
    void stayWhileACandidateIsCalledBeside() {
        Services.Active active = services.answering;
        Contracts.Compiled before = contracts.of(operation(0));

        contracts.of(operation(0, version("candidate")));

        assertThat(services.active()).containsExactly(active);
        assertThat(contracts.of(operation(0))).isSameAs(before);
    }

    private static Services.Active version(String digest) {
        return new Services.Active(FakeServices.BUNDLE, new Version(1, 2, 4), digest, "11430000MBHUB005XB");
    }

    private Operation operation(int number) {
        return operation(number, services.answering);
    }

    private static Operation operation(int number, Services.Active version) {
        return operation(number, version, TEXT);
    }

    private static Operation operation(int number, Services.Active version, String answer) {
        return new Operation(
                FakeServices.BUNDLE,
                "op" + number,
                "GET",
                "/" + number,
                Map.of(),
                null,
                answer,
                "none",
                null,
                3000,
                version);
    }
}
