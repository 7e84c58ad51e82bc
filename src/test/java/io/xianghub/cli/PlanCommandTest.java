package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.xianghub.bundle.contract.Aspect;
import io.xianghub.bundle.contract.Change;
import io.xianghub.bundle.contract.Impact;
import io.xianghub.bundle.contract.Kind;
import io.xianghub.bundle.contract.Party;
import io.xianghub.bundle.plan.AnswerChange;
import io.xianghub.bundle.plan.Part;
import io.xianghub.bundle.plan.Plan;
import io.xianghub.bundle.plan.User;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.yaml.Position;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A plan as an engineer reads it. */
class PlanCommandTest {

    private static final Position AT = new Position("routes/medical-insurance/openapi.yaml", 60, 9);
    private static final Change GONE = change("answer.employer", Kind.REMOVED, Impact.BREAKING, "字段被移除", "gone");
    private static final Change NEW = change("answer.validTo", Kind.ADDED, Impact.NONE, "新增字段", "new");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer hub;
    private List<AnswerChange> answers;
    private Plan plan = plan(List.of(), List.of(NEW));
    private String asked = "";
    private int sent;

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/api/v1/bundles", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            sent = exchange.getRequestBody().readAllBytes().length;
            byte[] body = JsonMapper.builder().build().writeValueAsBytes(plan);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    @Test
    void printsWhatBreaksFirstThenWhoIsHitThenTheFiles() {
        plan = plan(List.of(breaks()), List.of(NEW, GONE));

        assertThat(run("--lang", "en")).isEqualTo(Exit.CONFLICT);

        assertThat(asked).isEqualTo("POST /api/v1/bundles?dryRun=true");
        assertThat(sent).isPositive();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        medical-insurance: 1.1.0 (22222222) in place of 1.0.0 (11111111)
                        contract: 1 breaking, 0 possibly breaking, 1 compatible

                        Changes
                          breaking    routes/medical-insurance/openapi.yaml:60:9  gone
                          compatible  routes/medical-insurance/openapi.yaml:60:9  new

                        Users
                          demo-app  subscribed 2026-01-02  12 times within 30 days, last 2026-06-29  breaking getInsuredPerson answer.employer
                          old-app   not subscribed         not used within 30 days                   not affected

                        Files
                          changed  contract    openapi.yaml    routes/medical-insurance/openapi.yaml
                          added    dictionary  insurance-type  mappings/medical-insurance/dictionaries/insurance-type.csv
                        """);
        assertThat(err.toString())
                .contains("openapi.yaml:60:9: error: broken → mend")
                .contains("would break subscribers");
    }

    @Test
    void alignsChineseByTheCellsItTakes() {
        plan = plan(List.of(), List.of(NEW, GONE));
        assertThat(run("--lang", "zh")).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("契约：破坏 1，可能 0，兼容 1")
                .contains(
                        "  demo-app  订阅于 2026-01-02  近 30 天 12 次，最近 2026-06-29  破坏 getInsuredPerson answer.employer\n")
                .contains("  old-app   未订阅             近 30 天未使用                   不受影响\n");
    }

    @Test
    void endsByWhatKeepsItBack() {
        assertThat(run()).isEqualTo(Exit.OK);
        plan = plan(List.of(breaks()), List.of(GONE));
        assertThat(run()).isEqualTo(Exit.CONFLICT);
        Finding wrong = Finding.error("f.yaml", 1, 2, "route.unknown", new Text("错", "wrong"), new Text("改", "mend"));
        plan = plan(List.of(breaks(), wrong), List.of(GONE));
        assertThat(run()).isEqualTo(Exit.FINDINGS);
        Finding warning = new Finding(
                Finding.Severity.WARNING, "f.yaml", 1, 2, "contract.breaking", new Text("", ""), new Text("", ""));
        plan = plan(List.of(warning), List.of(GONE));
        assertThat(run()).isEqualTo(Exit.OK);
    }

    @Test
    void printsThePlanAsItIsInJson() throws Exception {
        plan = plan(List.of(breaks()), List.of(GONE));
        assertThat(run("--json")).isEqualTo(Exit.CONFLICT);
        Map<?, ?> printed = (Map<?, ?>) Json.parse(out.toString());
        assertThat((List<?>) printed.get("changes")).hasSize(1);
        assertThat((Map<?, ?>) ((List<?>) printed.get("users")).get(0))
                .extracting("client", "calls", "since")
                .containsExactly("demo-app", 12L, "2026-01-02T00:00:00Z");
    }

    @Test
    void saysThatAnswersMayDifferWhereTheContractDoesNot() {
        plan = plan(List.of(), List.of());
        run("--lang", "en");
        assertThat(out.toString())
                .contains("Changes: none\nThe contract stays, but a mapping, a dictionary or a route");
        plan = plan(List.of(), List.of(NEW));
        out.getBuffer().setLength(0);
        run("--lang", "en");
        assertThat(out.toString()).doesNotContain("The contract stays");
    }

    @Test
    void listsTheFieldsThatComeOutOtherwise() {
        answers = List.of(
                new AnswerChange("getInsuredPerson", "answer", "name", Part.Difference.CHANGED, 2),
                new AnswerChange("mapping:person-answer", "answer", "", Part.Difference.REMOVED, 1));
        plan = plan(List.of(), List.of());

        run("--lang", "en");
        assertThat(out.toString())
                .contains(
                        """
                        Results that differ (the samples, run with both versions)
                          changed  getInsuredPerson       answer  name     2 samples
                          removed  mapping:person-answer  answer  (whole)  1 sample
                        """)
                .doesNotContain("The contract stays");
        out.getBuffer().setLength(0);
        run("--lang", "zh");
        assertThat(out.toString()).contains("修改  getInsuredPerson       answer  name      2 个样例");

        answers = List.of();
        plan = plan(List.of(), List.of());
        out.getBuffer().setLength(0);
        run("--lang", "en");
        assertThat(out.toString()).contains("Results that differ (the samples, run with both versions): none");
    }

    @Test
    void comparesNothingWithFilesThatAreWrong() {
        Finding wrong = Finding.error("f.yaml", 1, 2, "route.unknown", new Text("错", "wrong"), new Text("改", "mend"));
        Plan whole = plan(List.of(wrong), List.of());
        plan = new Plan(
                whole.bundle(),
                null,
                whole.digest(),
                null,
                false,
                whole.findings(),
                List.of(),
                List.of(),
                whole.parts(),
                null);
        assertThat(run("--lang", "en")).isEqualTo(Exit.FINDINGS);
        assertThat(out.toString())
                .isEqualTo("medical-insurance: the files have errors, so there is nothing to compare\n");
        assertThat(err.toString()).contains("f.yaml:1:2: error: wrong → mend", "Not deployable");
    }

    private int run(String... options) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "plan",
                "medical-insurance",
                "--token",
                "t",
                "--server",
                "http://127.0.0.1:" + hub.getAddress().getPort()));
        arguments.addAll(List.of(options));
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static Finding breaks() {
        return Finding.error(
                AT.file(),
                AT.line(),
                AT.column(),
                "contract.breaking",
                new Text("破坏", "broken"),
                new Text("改", "mend"));
    }

    private Plan plan(List<Finding> findings, List<Change> changes) {
        return new Plan(
                new BundleName("medical-insurance"),
                Version.of("1.1.0"),
                "2".repeat(64),
                new Plan.Replaces(Version.of("1.0.0"), "1".repeat(64)),
                findings.isEmpty(),
                findings,
                changes,
                List.of(
                        new User(
                                "demo-app",
                                Instant.parse("2026-01-02T00:00:00Z"),
                                List.of("getInsuredPerson"),
                                12,
                                Instant.parse("2026-06-29T10:00:00Z"),
                                List.of(new User.Affected("getInsuredPerson", "answer.employer", Impact.BREAKING))),
                        new User("old-app", null, List.of(), 0, null, List.of())),
                List.of(
                        new Part(AT.file(), Part.Role.CONTRACT, "openapi.yaml", Part.Difference.CHANGED),
                        new Part(
                                "mappings/medical-insurance/dictionaries/insurance-type.csv",
                                Part.Role.DICTIONARY,
                                "insurance-type",
                                Part.Difference.ADDED)),
                answers);
    }

    private static Change change(String path, Kind kind, Impact impact, String zh, String en) {
        return new Change("getInsuredPerson", path, Aspect.FIELD, kind, impact, Party.READER, new Text(zh, en), AT, AT);
    }
}
