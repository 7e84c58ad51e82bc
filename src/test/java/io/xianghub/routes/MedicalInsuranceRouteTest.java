package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class MedicalInsuranceRouteTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    MedicalInsuranceRouteTest() {
        super("medical-insurance");
    }

    @Test
    void asksTheDepartmentOnceAndAnswersInTheContractsWords() throws Exception {
        AdviceWith.adviceWith(context, "insured-person", route -> route.mockEndpoints("legacy:*"));
        MockEndpoint department = getMockEndpoint("mock:legacy:core/queryPerson");
        department.expectedMessageCount(1);

        Exchange answered = ask("direct:getInsuredPerson", query("430301190001010028"), PATIENCE);

        department.assertIsSatisfied();
        assertThat(department.getExchanges().get(0).getMessage().getBody())
                .isInstanceOfSatisfying(
                        Map.class, asked -> assertThat(asked.get("certno")).isEqualTo("430301190001010028"));
        Map<?, ?> person = answered.getMessage().getBody(Map.class);
        assertThat(person.get("name")).isEqualTo("测*甲");
        assertThat((List<?>) person.get("insurances")).hasSize(2);
    }

    @Test
    void readsInfcodeAsTextAndAsNumber() {
        for (int turn = 0; turn < 4; turn++) {
            assertThat(ask("direct:getInsuredPerson", query("430301190001010028"), PATIENCE)
                            .getException())
                    .isNull();
        }
    }

    @Test
    void readsAnOutputThatIsJsonInAString() {
        assertThat(ask("direct:getInsuredPerson", query("430102190002010017"), PATIENCE)
                        .getException())
                .isNull();
    }

    @Test
    void carriesTheDepartmentsWordsWhenItRefuses() {
        Problem problem = problem(ask("direct:getInsuredPerson", query("43060219000606006X"), PATIENCE));

        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(problem.extras().get("departmentMessage")).asString().contains("未查询到人员信息");
    }

    @Test
    void endsInATimeoutWhenTheDepartmentIsSlowAndOpensItsBreaker() {
        for (int call = 0; call < 5; call++) {
            assertThat(problem(ask("direct:getInsuredPerson", query("430202190003020028"), Duration.ofMillis(300)))
                            .type())
                    .isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
        }

        Problem open = problem(ask("direct:getInsuredPerson", query("430301190001010028"), PATIENCE));

        assertThat(open.type()).isEqualTo(ProblemType.DEPARTMENT_CIRCUIT_OPEN);
        assertThat(open.retryAfter()).isPositive();
    }

    private static Map<String, Object> query(String number) {
        return call(Map.of("identityNumber", number));
    }
}
