package io.xianghub.bundle.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.deployment.BundleSource;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.problem.Findings;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A case proves what a caller would get: its request and its answer are held against the contract, as the front door does. */
class PromisedAnswersTest {

    private static final String CONTRACT =
            """
            openapi: 3.1.0
            info: { title: Test, version: 1.0.0 }
            paths:
              /answer:
                get:
                  operationId: getAnswer
                  x-hub-subject: { type: none }
                  parameters:
                    - { name: page, in: query, schema: { type: integer, maximum: 5 } }
                  responses:
                    "200":
                      description: ok
                      content:
                        application/json:
                          schema: { type: string, maxLength: 4 }
            """;

    @Test
    void passesWhatTheContractPromises() {
        assertThat(failures("{\"query\":{\"page\":5}}", "good")).isEmpty();
    }

    @Test
    void failsACaseWhoseAnswerBreaksTheContractAlthoughItIsTheExpectedOne() {
        assertThat(failures("{}", "too long")).singleElement().satisfies(failure -> {
            assertThat(failure.file()).isEqualTo("routes/pension/cases/getAnswer/one/answer.json");
            assertThat(failure.unmet()).isEmpty();
            assertThat(failure.trouble().en())
                    .contains("$ It should have at most 4 characters")
                    .contains("mend the mapping or the contract");
            assertThat(failure.trouble().zh()).contains("长度最多 4").contains("更正映射或契约");
        });
    }

    @Test
    void failsACaseWhoseRequestTheHubWouldRefuse() {
        assertThat(failures("{\"query\":{\"page\":6,\"size\":1}}", "good"))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.file()).isEqualTo("routes/pension/cases/getAnswer/one/request.json");
                    assertThat(failure.trouble().en())
                            .contains("$.query.page It should not be above 5")
                            .contains("correct request.json");
                });
    }

    private static List<SampleResult> failures(String request, String answer) {
        BundleFiles files = BundleSource.of("pension", "1.0.0")
                .answering(answer)
                .with("routes/%s/openapi.yaml", CONTRACT)
                .expecting(answer)
                .with("routes/%s/cases/getAnswer/one/request.json", request)
                .build();
        Findings findings = new Findings();
        CheckedBundle bundle =
                BundleCheck.check(files, findings, Clock.systemUTC()).orElseThrow();
        return OfflineSamples.run(bundle, SampleLimits.DEFAULT).failures();
    }
}
