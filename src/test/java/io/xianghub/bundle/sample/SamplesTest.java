package io.xianghub.bundle.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.Uninterruptibly;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.camel.StandIns;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.sample.SampleResult.Unmet;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.FileSource;
import io.xianghub.legacy.RowSource;
import io.xianghub.legacy.Source;
import io.xianghub.legacy.Wire;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.TreeDifferences.Difference;
import io.xianghub.shared.wire.TreeDifferences.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Cases and mapping samples of a small bundle: what is wrong with their files, and how they come out. */
class SamplesTest {

    private static final Charset GB = Charset.forName("GB18030");
    private static final String CASE = "routes/small/cases/message.row/one/";

    private final TreeMap<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void aSmallBundle() {
        put(
                "routes/small/bundle.yaml",
                """
                bundle: small
                version: 1.0.0
                title: { zh: 小, en: Small }
                department: 11430000MBHUB005XB
                app: small
                connections:
                  core:
                    style: sql
                    operations:
                      account: { rows: one, query: "select a.name from account a where a.id = :id" }
                  web:
                    style: http-json
                    operations:
                      find: { method: GET, path: "/find/${body.id}" }
                facades:
                  notify: { authentication: x-tif, content-type: text/plain, answer-type: "text/plain;charset=GBK" }
                messages:
                  row: { columns: [id] }
                  twice: { columns: [id] }
                  web: { columns: [id] }
                  tapped: { columns: [id] }
                  hangs: { columns: [id] }
                """);
        put("routes/small/openapi.yaml", "openapi: 3.1.0\ninfo: { title: s, version: 1.0.0 }\npaths: {}\n");
        put(
                "routes/small/r.camel.yaml",
                """
                - route:
                    id: row
                    from:
                      uri: direct:row
                      steps:
                        - to: legacy:core/account
                        - to: push:submit
                - route:
                    id: twice
                    from:
                      uri: direct:twice
                      steps:
                        - setProperty: { name: row, simple: "${body}" }
                        - to: legacy:core/account
                        - setBody: { simple: "${exchangeProperty.row}" }
                        - to: legacy:core/account
                - route:
                    id: web
                    from:
                      uri: direct:web
                      steps:
                        - to: legacy:web/find
                - route:
                    id: hangs
                    from:
                      uri: direct:hangs
                      steps:
                        - to: legacy:web/find
                - route:
                    id: tapped
                    from:
                      uri: direct:tapped
                      steps:
                        - wireTap: { uri: "direct:row" }
                - route:
                    id: notify
                    from:
                      uri: facade:notify
                      steps:
                        - to: mapping:lines
                        - to: mapping:answer
                """);
        put(
                "mappings/small/lines.map.yaml",
                """
                source: { format: delimited, charset: GBK, columns: [id, name] }
                each: "."
                fields:
                  id: { from: id, required: true, pattern: "[0-9]+" }
                  name: { from: name }
                """);
        put(
                "mappings/small/answer.map.yaml",
                """
                source: { format: record }
                target: { format: delimited, charset: GBK, columns: [said] }
                each: "."
                fields:
                  said: { from: name }
                """);
    }

    @Test
    void aCaseMeetsItsAnswerItsCallsAndItsEffects() {
        put(CASE + "request.json", "{\"id\": 7}");
        put(CASE + "legacy-1.json", "[{\"name\": \"甲\"}]");
        put(CASE + "legacy-1.sent.json", "{\"id\": 7.0}");
        put(CASE + "effect-1.json", "{\"taken\": true}");
        put(CASE + "effects.json", "[{\"to\": \"push:submit\", \"body\": {\"name\": \"甲\"}}]");
        put(CASE + "answer.json", "{\"taken\": true}");
        SampleReport report = run();
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isEqualTo(1);
        assertThat(report.coverage().touched(Coverage.Kind.LEGACY)).isEqualTo(1);
    }

    @Test
    void everyExpectationThatIsNotMetStandsWithItsFileAndPath() {
        put(CASE + "request.json", "{\"id\": 7}");
        put(CASE + "legacy-1.json", "[{\"name\": \"甲\"}]");
        put(CASE + "legacy-1.sent.json", "{\"id\": 8}");
        put(CASE + "effects.json", "[]");
        put(CASE + "answer.json", "{\"name\": \"乙\"}");
        SampleResult failed = only(run());
        assertThat(failed.name()).isEqualTo("message.row/one");
        assertThat(failed.unmet())
                .extracting(Unmet::file)
                .containsExactly(CASE + "answer.json", CASE + "legacy-1.sent.json", CASE + "effects.json");
        assertThat(failed.unmet().get(0).differences()).containsExactly(new Difference("name", Kind.OTHER, "乙", "甲"));
    }

    @Test
    void aCallThatTheCaseDoesNotHaveEndsItAsNotRecorded() {
        put("routes/small/cases/message.twice/one/request.json", "{\"id\": 7}");
        put("routes/small/cases/message.twice/one/legacy-1.json", "[]");
        put("routes/small/cases/message.twice/one/answer.problem.json", "{\"problem\": \"not-recorded\"}");
        assertThat(run().failures()).isEmpty();
    }

    @Test
    void anAnswerThatNobodyAskedForFailsTheCase() {
        put(CASE + "request.json", "{\"id\": 7}");
        put(CASE + "legacy-1.json", "[]");
        put(CASE + "legacy-2.json", "[]");
        put(CASE + "effects.json", "[{\"to\": \"push:submit\", \"body\": null}]");
        assertThat(only(run()).unmet()).singleElement().satisfies(unmet -> assertThat(unmet.differences())
                .containsExactly(new Difference("calls", Kind.OTHER, 2L, 1L)));
    }

    @Test
    void aRefusalOfTheHubsOwnIsPlayedToo() {
        put(CASE + "request.json", "{\"id\": 7}");
        put(CASE + "legacy-1.json", "[]");
        put(CASE + "effect-1.problem.json", "{\"problem\": \"invalid-message\"}");
        put(CASE + "answer.problem.json", "{\"problem\": \"message-changed\"}");
        assertThat(only(run()).unmet().get(0).differences())
                .containsExactly(new Difference("problem", Kind.OTHER, "message-changed", "invalid-message"));
    }

    @Test
    void anHttpAnswerHasItsOwnStatusTypeAndBytes() {
        put("routes/small/cases/message.web/good/request.json", "{\"id\": 7}");
        put(
                "routes/small/cases/message.web/good/legacy-1.http",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":1}");
        put("routes/small/cases/message.web/good/answer.json", "{\"a\": 1}");
        put("routes/small/cases/message.web/gone/request.json", "{\"id\": 7}");
        put("routes/small/cases/message.web/gone/legacy-1.http", "HTTP/1.1 410 Gone\n\n");
        put(
                "routes/small/cases/message.web/gone/answer.problem.json",
                "{\"problem\": \"department-refused\", \"departmentCode\": \"HTTP 410\"}");
        SampleReport report = run();
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isEqualTo(2);
    }

    @Test
    void waitsForWhatARouteTapsOff() {
        put("routes/small/cases/message.tapped/one/request.json", "{\"id\": 7}");
        put("routes/small/cases/message.tapped/one/legacy-1.json", "[{\"name\": \"甲\"}]");
        put(
                "routes/small/cases/message.tapped/one/effects.json",
                "[{\"to\": \"push:submit\", \"body\": {\"name\": \"甲\"}}]");
        assertThat(run().failures()).isEmpty();
    }

    @Test
    void bytesOfAFacadeAreComparedInTheirCharset() {
        files.put("routes/small/cases/facade.notify/one/request.txt", "1|甲|\n".getBytes(GB));
        files.put("routes/small/cases/facade.notify/one/answer.txt", "乙|\n".getBytes(GB));
        assertThat(only(run()).unmet().get(0).differences())
                .containsExactly(new Difference("line 1", Kind.OTHER, "乙|", "甲|"));
    }

    @Test
    void aMappingMaySayWhatItRefuses() {
        files.put("mappings/small/samples/lines/bad.in.txt", "x|甲|\n".getBytes(GB));
        put(
                "mappings/small/samples/lines/bad.out.problem.json",
                "{\"problem\": \"invalid-message\", \"violations\": [{\"path\": \"line 1, column id\"}]}");
        files.put("mappings/small/samples/lines/good.in.txt", "1|甲|\n".getBytes(GB));
        put("mappings/small/samples/lines/good.out.problem.json", "{\"problem\": \"invalid-message\"}");
        SampleReport report = run();
        assertThat(only(report).name()).isEqualTo("lines/good");
        assertThat(report.passed()).isEqualTo(1);
    }

    @Test
    void aSampleMayUseNoMoreThanTheHubItRunsOnAllowsAnInput() {
        files.put(
                "mappings/small/samples/lines/large.in.txt",
                "1|甲|\n".repeat(200).getBytes(GB));
        put("mappings/small/samples/lines/large.out.problem.json", "{\"problem\": \"bundle-data-budget\"}");
        BundleLimits narrow = new BundleLimits(
                4,
                DataSize.ofKilobytes(4),
                DataSize.ofKilobytes(4),
                1_000,
                50,
                Duration.ofSeconds(1),
                BundleLimits.standard().tapes());
        try (HeldConnection held = new HeldConnection()) {
            assertThat(held.run(SampleLimits.DEFAULT, StandIns.contexts(narrow)).passed())
                    .isEqualTo(1);
            assertThat(held.run(SampleLimits.DEFAULT).passed()).isZero();
        }
    }

    @Test
    void whatHangsFailsAndNeitherKeepsTheCallerNorTheOtherSamples() {
        put("routes/small/cases/message.row/after/request.json", "{\"id\": 7}");
        put("routes/small/cases/message.row/after/legacy-1.json", "[]");
        put("routes/small/cases/message.row/after/answer.json", "null");
        put("routes/small/cases/message.hangs/for-ever/request.json", "{}");
        put("routes/small/cases/message.hangs/for-ever/answer.json", "null");
        try (HeldConnection held = new HeldConnection()) {
            SampleReport report = held.run(new SampleLimits(Duration.ofMillis(200), Duration.ofSeconds(60)));

            SampleResult hung = only(report);
            assertThat(hung.name()).isEqualTo("message.hangs/for-ever");
            assertThat(hung.file()).isEqualTo("routes/small/cases/message.hangs/for-ever");
            assertThat(hung.trouble())
                    .isEqualTo(new Text(
                            "200 毫秒内没有结束；查看该路由的循环和等待应答的步骤",
                            "Did not end within 200 ms; look at the route's loops and at the steps that wait"
                                    + " for an answer"));
            assertThat(report.passed()).isEqualTo(1);
            assertThat(held.outlived()).isTrue();
        }
    }

    @Test
    void whatFollowsASampleThatUsedUpTheTimeOfAllHasNoTurn() {
        put("routes/small/cases/message.row/after/request.json", "{\"id\": 7}");
        put("routes/small/cases/message.row/after/legacy-1.json", "[]");
        put("routes/small/cases/message.row/after/answer.json", "null");
        put("routes/small/cases/message.hangs/for-ever/request.json", "{}");
        put("routes/small/cases/message.hangs/for-ever/answer.json", "null");
        try (HeldConnection held = new HeldConnection()) {
            SampleReport report = held.run(new SampleLimits(Duration.ofMillis(200), Duration.ofMillis(200)));

            assertThat(report.failures())
                    .extracting(SampleResult::name)
                    .containsExactly("message.hangs/for-ever", "message.row/after");
            assertThat(report.failures().get(1).trouble())
                    .isEqualTo(new Text(
                            "没有轮到：全部样例限 200 毫秒；让前面的样例更快结束",
                            "Had no turn: all samples together may take 200 ms; make those before it end sooner"));
        }
    }

    /** A department that is asked and does not answer before the test has looked, whoever is interrupted meanwhile. */
    private final class HeldConnection implements Connection {

        private final CountDownLatch letGo = new CountDownLatch(1);
        private final AtomicBoolean inside = new AtomicBoolean();
        private final CheckedBundle bundle = checked();
        private boolean outlived;

        /** Whether the sample was inside still when all samples had been judged. */
        boolean outlived() {
            return outlived;
        }

        SampleReport run(SampleLimits limits) {
            return run(limits, StandIns.contexts());
        }

        SampleReport run(SampleLimits limits, BundleContexts contexts) {
            Services.Active version = new Services.Active(
                    bundle.definition().name(),
                    bundle.definition().version(),
                    bundle.files().digest(),
                    bundle.definition().department());
            try (Connections connections = new Connections(new Bindings(), Clock.systemUTC())) {
                Connection core = connections.open(
                        version.bundle(), bundle.definition().connections().get("core"));
                RunningBundle running = contexts.start(
                        bundle,
                        new BundleScope(
                                version, bundle.definition(), bundle.mappings(), Map.of("core", core, "web", this)));
                try {
                    return Samples.run(bundle, running, limits);
                } finally {
                    outlived = inside.get();
                    running.retire(Duration.ZERO);
                }
            }
        }

        @Override
        public Object call(String operation, Object body, Map<String, ?> scope, Instant deadline, Wire wire) {
            inside.set(true);
            Uninterruptibly.await(letGo);
            inside.set(false);
            return Map.of();
        }

        @Override
        public BundleName bundle() {
            return bundle.definition().name();
        }

        @Override
        public ConnectionDefinition definition() {
            return bundle.definition().connections().get("web");
        }

        @Override
        public Source source(String source) {
            throw new IllegalArgumentException("There is no source " + source);
        }

        @Override
        public FileSource files(String source) {
            throw new IllegalArgumentException("There is no source " + source);
        }

        @Override
        public RowSource rows(String source) {
            throw new IllegalArgumentException("There is no source " + source);
        }

        @Override
        public void close() {
            letGo.countDown();
        }
    }

    @Test
    void saysWhatIsWrongWithTheFilesOfCasesAndWhere() {
        put("routes/small/cases/nobody/one/request.json", "{}");
        put("routes/small/cases/README.md", "Free to say anything.");
        put("routes/small/cases/stray.json", "{}");
        put("routes/small/cases/message.row/no-answer/request.json", "{}");
        put("routes/small/cases/message.row/no-request/answer.json", "{}");
        put("routes/small/cases/message.row/broken/request.json", "{\n  \"id\": }\n");
        put("routes/small/cases/message.row/broken/answer.json", "{}");
        put("routes/small/cases/message.row/typo/request.json", "{}");
        put("routes/small/cases/message.row/typo/anwser.json", "{}");
        put("routes/small/cases/message.row/gap/request.json", "{}");
        put("routes/small/cases/message.row/gap/legacy-1.json", "[]");
        put("routes/small/cases/message.row/gap/legacy-3.json", "[]");
        put("routes/small/cases/message.row/gap/answer.json", "{}");
        put("routes/small/cases/message.row/both/request.json", "{}");
        put("routes/small/cases/message.row/both/answer.json", "{}");
        put("routes/small/cases/message.row/both/answer.problem.json", "{\"problem\": \"internal\"}");
        put("routes/small/cases/message.row/slug/request.json", "{}");
        put("routes/small/cases/message.row/slug/answer.problem.json", "{\"problem\": \"no-such\"}");
        put("routes/small/cases/message.row/http/request.json", "{}");
        put("routes/small/cases/message.row/http/legacy-1.http", "200 OK\n\n");
        put("routes/small/cases/message.row/http/answer.json", "{}");
        put("routes/small/cases/facade.notify/none/request.txt", "");
        put("mappings/small/samples/none/a.in.json", "{}");
        put("mappings/small/samples/none/a.out.json", "{}");
        put("mappings/small/samples/lines/half.in.txt", "");
        put("mappings/small/samples/lines/stray.txt", "");
        String root = "routes/small/cases/";
        assertThat(findings())
                .extracting(Finding::place, Finding::code)
                .containsExactlyInAnyOrder(
                        tuple(root + "nobody", "case.unknown-input"),
                        tuple(root + "stray.json", "case.place"),
                        tuple(root + "message.row/no-answer", "case.no-answer"),
                        tuple(root + "message.row/no-request", "case.no-request"),
                        tuple(root + "message.row/broken/request.json:2:9", "sample.json"),
                        tuple(root + "message.row/typo/anwser.json", "case.unknown-file"),
                        tuple(root + "message.row/gap/legacy-3", "case.gap"),
                        tuple(root + "message.row/both/answer.problem.json", "case.two-answers"),
                        tuple(root + "message.row/slug/answer.problem.json", "sample.problem"),
                        tuple(root + "message.row/http/legacy-1.http", "case.http"),
                        tuple(root + "facade.notify/none", "case.no-answer"),
                        tuple("mappings/small/samples/none/a.in.json", "sample.unknown-mapping"),
                        tuple("mappings/small/samples/lines/half.in.txt", "sample.no-output"),
                        tuple("mappings/small/samples/lines/stray.txt", "sample.unknown-file"));
    }

    private void put(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private static SampleResult only(SampleReport report) {
        assertThat(report.failures()).hasSize(1);
        return report.failures().get(0);
    }

    private SampleReport run() {
        return OfflineSamples.run(checked(), SampleLimits.DEFAULT);
    }

    private CheckedBundle checked() {
        Findings findings = new Findings();
        return BundleCheck.check(new BundleFiles(new BundleName("small"), files), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
    }

    private List<Finding> findings() {
        Findings findings = new Findings();
        assertThat(BundleCheck.check(new BundleFiles(new BundleName("small"), files), findings, Clock.systemUTC()))
                .isEmpty();
        return findings.all();
    }
}
