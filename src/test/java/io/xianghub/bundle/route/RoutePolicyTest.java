package io.xianghub.bundle.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutePolicyTest {

    private final Findings findings = new Findings();
    private final RoutePolicy policy = new RoutePolicy(findings);

    @Test
    void takesARouteThatReadsAsASentence() {
        walk(
                """
                - route:
                    id: balance
                    from:
                      uri: direct:getBalance
                      steps:
                        - to: mapping:balance-request
                        - setProperty: { name: asked, simple: "${body}" }
                        - to: { uri: "legacy:core/queryBalance" }
                        - choice:
                            when:
                              - simple: "${body[state]} == 'open'"
                                steps:
                                  - to: mapping:balance-answer
                            otherwise:
                              steps:
                                - stop: {}
                        - doTry:
                            steps:
                              - split:
                                  simple: "${body}"
                                  steps:
                                    - to: push:submit
                            doCatch:
                              - exception: [java.lang.Exception]
                                steps:
                                  - to: log:trouble
                """);

        assertThat(findings.all()).isEmpty();
        assertThat(policy.endpoints())
                .extracting(EndpointUse::uri)
                .containsExactly(
                        "direct:getBalance",
                        "mapping:balance-request",
                        "legacy:core/queryBalance",
                        "mapping:balance-answer",
                        "push:submit",
                        "log:trouble");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    to: "http://10.0.0.1/steal"                                 | route.endpoint
                    to: file:etc                                                | route.scheme
                    to: "exec:rm"                                               | route.scheme
                    to: "direct:x?timeout=1"                                    | route.endpoint
                    to: "{{env:HOME}}"                                          | route.endpoint
                    toD: "direct:${body}"                                       | route.not-allowed
                    recipientList: { simple: "${body}" }                        | route.not-allowed
                    bean: { beanType: java.lang.Runtime }                       | route.not-allowed
                    process: { ref: "#class:java.lang.Runtime" }                | route.not-allowed
                    script: { groovy: "1" }                                     | route.not-allowed
                    circuitBreaker: { steps: [] }                               | route.not-allowed
                    setBody: { simple: "${bean:hub}" }                          | route.simple
                    setBody: { simple: "${env.HOME}" }                          | route.simple
                    setBody: { simple: "${env:HOME}" }                          | route.simple
                    setBody: { simple: "${sysenv.HOME}" }                       | route.simple
                    setBody: { simple: "${properties:HOME}" }                   | route.simple
                    setBody: { constant: "{{env:HOME}}" }                       | route.placeholder
                    setBody: { constant: "resource:file:/etc/passwd" }          | route.resource
                    setBody: { simple: "resource:classpath:application.yaml" }  | route.resource
                    setBody: { simple: "${sys.user.home}" }                     | route.simple
                    setBody: { simple: "${body.class.name}" }                   | route.simple
                    setBody: { simple: "${body.getClass()}" }                   | route.simple
                    setBody: { simple: "$simple{env.HOME}" }                    | route.simple
                    setBody: { expression: { groovy: { expression: "1" } } }    | route.language
                    setBody: { simple: "$init{ $x := 1 }init$" }                | route.simple
                    setBody: { simple: {} }                                     | route.simple
                    setBody: { simple: { expression: "${body}", resultType: java.lang.Runtime } } | route.option
                    setBody: { expression: { simple: { expression: "${env.HOME}" } } } | route.simple
                    setBody: {}                                                 | route.no-expression
                    setHeader: { name: CamelHttpUri, constant: x }              | route.property-name
                    setProperty: { name: hub.context, constant: x }             | route.property-name
                    enrich: { simple: "${body}" }                               | route.option
                    split: { simple: "${body}", parallelProcessing: true }      | route.option
                    split: { simple: "${body}", aggregationStrategy: "#class:X" } | route.option
                    wireTap: { uri: "mapping:x", executorService: y }           | route.option
                    setBodies: { constant: x }                                  | route.not-allowed
                    """)
    void refusesAStep(String step, String code) {
        walk("- route:\n    id: r\n    from:\n      uri: direct:op\n      steps:\n        - " + step + "\n");

        assertThat(findings.all()).extracting(Finding::code).contains(code);
        assertThat(findings.all()).allSatisfy(finding -> {
            assertThat(finding.line()).isEqualTo(6);
            assertThat(finding.file()).isEqualTo("routes/x/r.camel.yaml");
            assertThat(finding.remedy().zh()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    - beans: [ { name: x, type: java.lang.Runtime } ]
                    - rest: { path: /x }
                    - restConfiguration: {}
                    - routeConfiguration: {}
                    - errorHandler: {}
                    - sslContextParameters: {}
                    """)
    void refusesWhatReachesBeyondItsRoutes(String entry) {
        walk(entry + "\n");

        assertThat(findings.all()).extracting(Finding::code).containsExactly("route.not-allowed");
    }

    @Test
    void namesBothPlacesOfAnIdThatStandsTwice() {
        String route = "- route:\n    id: same\n    from:\n      uri: direct:%s\n      steps: []\n";
        walk(route.formatted("a") + route.formatted("b"));

        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("route.duplicate-id");
            assertThat(finding.line()).isEqualTo(7);
            assertThat(finding.message().en()).contains("routes/x/r.camel.yaml:2:9");
        });
    }

    @Test
    void reportsEverythingAtOnce() {
        walk(
                """
                - route:
                    from:
                      uri: timer:x
                      steps:
                        - toD: a
                        - setBody: { simple: "${env.X}" }
                """);

        assertThat(findings.all())
                .extracting(Finding::code)
                .isEqualTo(List.of("route.no-id", "route.scheme", "route.not-allowed", "route.simple"));
    }

    @Test
    void pointsAtASyntaxError() {
        walk("- route:\n    id: x\n   from: y\n");

        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("yaml.syntax");
            assertThat(finding.line()).isEqualTo(3);
        });
    }

    @Test
    void refusesAnAliasBomb() {
        walk("- route: &a [x, x]\n- route: [*a, *a]\n");

        assertThat(findings.hasErrors()).isTrue();
    }

    private void walk(String yaml) {
        policy.walk("routes/x/r.camel.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
