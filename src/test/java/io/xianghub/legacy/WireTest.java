package io.xianghub.legacy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.TreeDifferences;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What crosses the wire of a call can be noted, and be played to a version that never sees the department. */
class WireTest {

    private static final BundleName BUNDLE = new BundleName("medical-insurance");
    private static final Charset GB = Charset.forName("GB18030");
    private static final ConnectionDefinition CORE = Declared.connection(
            "core",
            """
            style: http-json
            charset: GBK
            headers: { x-token: "${secret}" }
            request: { infno: "${operation.infno}", code: "${binding.code}", number: "${sequence:4}", data: "${body}" }
            success: { path: infcode, equals: "0" }
            failure: { code: infcode, message: err_msg }
            output: { path: output }
            operations:
              person: { method: POST, path: "/fsi/${body.id}", infno: "1101" }
            """);
    private static final ConnectionDefinition BUDGET = Declared.connection(
            "budget",
            """
            style: sql
            operations:
              account: { rows: one, query: "select a.GRZH from account a where a.GRZH = :GRZH" }
            """);

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private WireMockServer department;

    @BeforeEach
    void start() {
        department =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        department.start();
    }

    @AfterEach
    void stop() {
        connections.close();
        department.stop();
    }

    @Test
    void notesTheBytesBothWaysAndNeitherHostNorSecret() {
        bind("H43");
        answers(200, "{\"infcode\":\"0\",\"output\":{\"name\":\"测试甲\"}}");
        TapedWire wire = TapedWire.recording();

        assertThat(call(wire)).isEqualTo(Map.of("name", "测试甲"));

        Wire.Sent sent = wire.sent.get(0);
        assertThat(sent.target()).isEqualTo("POST /fsi/7");
        assertThat(TreeDifferences.between(
                        Map.of("infno", "1101", "code", "H43", "number", "${any}", "data", Map.of("id", "7")),
                        sent.tree()))
                .isEmpty();
        assertThat(sent.toString()).doesNotContain("127.0.0.1", "the-secret");
        Wire.Heard.Bytes heard = (Wire.Heard.Bytes) wire.heard.get(0);
        assertThat(heard.status()).isEqualTo(200);
        assertThat(new String(heard.body(), GB)).contains("测试甲");
    }

    @Test
    void notesAnAnswerThatTheVersionThenCannotRead() {
        bind("H43");
        answers(200, "<html>");
        TapedWire wire = TapedWire.recording();

        assertThat(fails(wire).type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);

        assertThat(wire.heard).singleElement().isInstanceOf(Wire.Heard.Bytes.class);
    }

    @Test
    void notesWhatEndedACallThatGotNoAnswer() {
        TapedWire unbound = TapedWire.recording();
        assertThat(fails(unbound).type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
        assertThat(ended(unbound)).isEqualTo(ProblemType.UNBOUND_CONNECTION);

        bind("H43");
        department.stop();
        TapedWire unreachable = TapedWire.recording();
        assertThat(fails(unreachable).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(ended(unreachable)).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
    }

    @Test
    void playsAnAnswerThroughTheVersionsOwnCharsetAndRulesWithoutAnyBinding() {
        TapedWire wire = TapedWire.playing(
                bytes(200, "{\"infcode\":\"0\",\"output\":{\"name\":\"测试甲\"}}"),
                bytes(200, "{\"infcode\":\"-1\",\"err_msg\":\"查无此人\"}"),
                bytes(502, "bad gateway"),
                new Wire.Heard.Ended(Problem.of(ProblemType.DEPARTMENT_TIMEOUT)));

        assertThat(call(wire)).isEqualTo(Map.of("name", "测试甲"));
        assertThat(fails(wire).extras()).containsEntry("departmentMessage", "查无此人");
        assertThat(fails(wire).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(fails(wire).type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);

        assertThat(wire.sent.get(0).tree())
                .isEqualTo(Map.of("infno", "1101", "code", "code", "number", "0000", "data", Map.of("id", "7")));
    }

    @Test
    void whatIsPlayedNeitherReachesTheDepartmentNorMovesItsBreakerOrSequence() {
        bind("H43");
        answers(200, "{\"infcode\":\"0\",\"output\":1}");
        TapedWire live = TapedWire.recording();
        call(live);
        TapedWire outages = TapedWire.playing(
                bytes(500, ""), bytes(500, ""), bytes(500, ""), bytes(500, ""), bytes(500, ""), bytes(500, ""));
        for (int i = 0; i < 6; i++) {
            assertThat(fails(outages).type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        }
        assertThat(department.getAllServeEvents()).hasSize(1);
        assertThat(((Map<?, ?>) outages.sent.get(0).tree()).get("code")).isEqualTo("H43");

        assertThat(call(live)).isEqualTo(1L);
        assertThat(number(live.sent.get(1))).isEqualTo((number(live.sent.get(0)) + 1) % 10_000);
    }

    private static int number(Wire.Sent sent) {
        return Integer.parseInt((String) ((Map<?, ?>) sent.tree()).get("number"));
    }

    @Test
    void playsRowsThroughTheQuerysOwnRule() {
        TapedWire wire = TapedWire.playing(
                new Wire.Heard.Rows(List.of(Map.of("GRZH", "1"))),
                new Wire.Heard.Rows(List.of()),
                new Wire.Heard.Rows(List.of(Map.of(), Map.of())),
                bytes(200, "[]"));

        assertThat(query(wire)).isEqualTo(Map.of("GRZH", "1"));
        assertThat(query(wire)).isNull();
        assertThat(catchThrowableOfType(Problem.class, () -> query(wire)).type())
                .isEqualTo(ProblemType.DEPARTMENT_CONTRACT);
        assertThat(catchThrowableOfType(Problem.class, () -> query(wire)).type())
                .isEqualTo(ProblemType.NOT_RECORDED);

        assertThat(wire.sent.get(0).target()).isEqualTo("account");
        assertThat(wire.sent.get(0).tree()).isEqualTo(Map.of("GRZH", "1"));
    }

    private static ProblemType ended(TapedWire wire) {
        return ((Wire.Heard.Ended) wire.heard.get(0)).problem().type();
    }

    private void bind(String code) {
        bindings.register(
                BUNDLE,
                "core",
                new Binding(
                        "http://127.0.0.1:" + department.port() + "/",
                        Map.of("code", code),
                        new Secret("the-secret"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        new Limits(32, 10, 5, 50, Duration.ofMinutes(1), 1 << 20)));
    }

    private void answers(int status, String body) {
        department.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body.getBytes(GB))));
    }

    private static Wire.Heard bytes(int status, String body) {
        return new Wire.Heard.Bytes(status, "application/json", body.getBytes(GB));
    }

    private Object call(Wire wire) {
        return connections
                .open(BUNDLE, CORE)
                .call("person", Map.of("id", "7"), Map.of(), Instant.now().plusSeconds(10), wire);
    }

    private Problem fails(Wire wire) {
        return catchThrowableOfType(Problem.class, () -> call(wire));
    }

    private Object query(Wire wire) {
        return connections
                .open(BUNDLE, BUDGET)
                .call(
                        "account",
                        Map.of("GRZH", "1", "more", "x"),
                        Map.of(),
                        Instant.now().plusSeconds(10),
                        wire);
    }
}
