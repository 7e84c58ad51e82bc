package io.xianghub.bundle.camel.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.camel.BundleContexts;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.lease.TestLeases;
import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.Connections;
import io.xianghub.legacy.SftpDepartment;
import io.xianghub.record.Exchange;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.Component;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What a department is told of its files, on its real SFTP server. */
class ResultFilesTest {

    private static final BundleName NAME = new BundleName("intake");
    private static final Charset GBK = Charset.forName("GB18030");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BUNDLE =
            """
            bundle: intake
            version: 1.0.0
            title: { zh: 收文件, en: Intake }
            department: 12430000MBHUB0041G
            app: hf-mobile
            connections:
              exchange:
                style: sftp
                charset: GBK
                sources:
                  payments:
                    directory: /outgoing
                    pattern: "*.txt"
                    done: ".ok"
                    archive: /archive
                    rejected: /rejected
                    every: 100ms
                    max-size: 1KB
                    results: { directory: /results, done: ".end" }
            """;
    private static final String ROUTE =
            """
            - route:
                id: payments
                from:
                  uri: legacy:exchange/payments
                  steps:
                    - to: mapping:payment-lines
                    - split:
                        simple: "${body}"
                        steps:
                          - to: push:check
                    - split:
                        simple: "${body}"
                        steps:
                          - to: push:submit
            """;
    private static final String LINES =
            """
            source:
              format: delimited
              charset: GBK
              columns: [serial, name, amount]
              head: { columns: [count, total], begins: "$", count: count, sum: { amount: total } }
            each: "."
            fields:
              serial: { from: serial, required: true, pattern: "[0-9]+" }
              name: { from: name, required: true }
              amount: { from: amount, type: fen }
            """;

    @TempDir
    private Path root;

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final List<Exchange> log = new CopyOnWriteArrayList<>();
    private final List<Object> submitted = new CopyOnWriteArrayList<>();
    private SftpDepartment department;
    private RunningBundle running;

    @BeforeEach
    void start() throws Exception {
        department = new SftpDepartment(root);
        department.bind(bindings, NAME, "exchange");
    }

    @AfterEach
    void stop() throws IOException {
        if (running != null) {
            running.retire(Duration.ofSeconds(5));
        }
        connections.close();
        department.close();
    }

    @Test
    void aFileThatIsTakenIsAnsweredLineByLineAndTheFlagComesAfterIt() throws Exception {
        run(BUNDLE, Map.of());
        department.put("a.txt", "$2|3.30|\n1|测试甲|1.10|\n2|测试乙|2.20|\n".getBytes(GBK));

        archived("a.txt");
        assertThat(result("a.txt.result")).isEqualTo("$a.txt|accepted|2|2|0||||\n2|accepted||||\n3|accepted||||\n");
        assertThat(department.path("results/a.txt.result.end")).isEmptyFile();
        assertThat(log).singleElement().satisfies(row -> assertThat(row.outcome())
                .isEqualTo(Exchange.Outcome.QUEUED));
    }

    @Test
    void wrongLinesAreNamedByLineAndFieldAndTheirValuesAreNot() throws Exception {
        run(BUNDLE, Map.of());
        department.put("a.txt", "$3|3.30|\n1|测试甲|1.10|\n二|测试乙|1.00|\n3|测试丙|1.20|\n".getBytes(GBK));

        rejected("a.txt");
        List<String> lines = result("a.txt.result").lines().toList();
        assertThat(lines.get(0)).startsWith("$a.txt|refused|3|0|1|invalid-message|");
        assertThat(lines.get(1)).isEqualTo("2|not-taken||||");
        assertThat(lines.get(2)).startsWith("3|refused|invalid-message|serial|").doesNotContain("测试", "二", "1.00");
        assertThat(lines.get(3)).isEqualTo("4|not-taken||||");
        assertThat(submitted).isEmpty();
    }

    @Test
    void aLineThatALaterStepRefusesIsFoundByItsPlaceInTheSplit() throws Exception {
        run(BUNDLE, Map.of());
        department.put("a.txt", "$3|3.30|\n1|测试甲|1.10|\n2|不收|1.00|\n3|不收|1.20|\n".getBytes(GBK));

        rejected("a.txt");
        assertThat(result("a.txt.result").lines().toList())
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("$a.txt|refused|3|0|2|message-changed||"))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("2|not-taken||||"))
                .satisfies(lines -> assertThat(lines.get(2))
                        .startsWith("3|refused|message-changed||")
                        .doesNotContain("4303"))
                .satisfies(lines -> assertThat(lines.get(3)).startsWith("4|refused|message-changed||"));
        assertThat(submitted).isEmpty();
    }

    @Test
    void aFileWhoseHeadDisagreesIsAnsweredWithTheDifferenceAndAllItsLines() throws Exception {
        run(BUNDLE, Map.of());
        department.put("a.txt", "$2|3.31|\n1|测试甲|1.10|\n2|测试乙|2.20|\n".getBytes(GBK));

        rejected("a.txt");
        assertThat(result("a.txt.result").lines().toList())
                .satisfies(lines -> assertThat(lines.get(0))
                        .startsWith("$a.txt|refused|2|0|0|invalid-message||")
                        .contains("0.01"))
                .endsWith("2|not-taken||||", "3|not-taken||||");
    }

    @Test
    void aFileThatIsTooLargeIsARowOfTheLogAndAnsweredUnread() throws Exception {
        run(BUNDLE, Map.of());
        department.put("a.txt", "x".repeat(2000).getBytes(GBK));

        rejected("a.txt");
        assertThat(result("a.txt.result")).startsWith("$a.txt|refused|0|0|0|body-too-large||");
        assertThat(log).singleElement().satisfies(row -> assertThat(row.problem())
                .isEqualTo("body-too-large"));
    }

    @Test
    void aCrashBehindTheResultRepeatsItAndChangesNothing() throws Exception {
        department.refuseToMove(
                to -> to.startsWith(root.resolve("archive")) || to.toString().contains("/archive/"));
        run(BUNDLE, Map.of());
        department.put("a.txt", "$1|1.10|\n1|测试甲|1.10|\n".getBytes(GBK));

        await().atMost(SOON).until(() -> log.size() >= 2);
        department.refuseToMove(to -> false);
        archived("a.txt");
        assertThat(department.path("results").toFile().list())
                .containsExactlyInAnyOrder("a.txt.result", "a.txt.result.end");
        assertThat(result("a.txt.result")).isEqualTo("$a.txt|accepted|1|1|0||||\n2|accepted||||\n");
    }

    @Test
    void aCrashBeforeTheResultLeavesTheFileWhereItIsUntilTheDepartmentIsTold() throws Exception {
        department.refuseToMove(to -> to.toString().endsWith(".result"));
        run(BUNDLE, Map.of());
        department.put("a.txt", "$1|1.10|\n1|测试甲|1.10|\n".getBytes(GBK));

        await().atMost(SOON).until(() -> log.size() >= 2);
        assertThat(department.path("results/a.txt.result")).doesNotExist();
        assertThat(department.path("outgoing/a.txt")).exists();
        department.refuseToMove(to -> false);
        archived("a.txt");
        assertThat(result("a.txt.result")).isEqualTo("$a.txt|accepted|1|1|0||||\n2|accepted||||\n");
    }

    @Test
    void aFileSentAgainWithOtherContentIsNoticedAndItsResultStandsBesideTheFirst() throws Exception {
        run(BUNDLE, Map.of());
        department.put("a.txt", "$1|1.10|\n1|测试甲|1.10|\n".getBytes(GBK));
        archived("a.txt");
        department.put("a.txt", "$2|3.30|\n1|测试甲|1.10|\n2|测试乙|2.20|\n".getBytes(GBK));
        await().atMost(SOON).untilAsserted(() -> assertThat(department.path("archive/a.txt.ok.2"))
                .exists());
        department.put("a.txt", "$1|1.10|\n1|测试甲|1.10|\n".getBytes(GBK));
        await().atMost(SOON).until(() -> log.size() == 3);

        assertThat(log)
                .extracting(Exchange::note)
                .containsExactly(
                        "a.txt (24 bytes)",
                        "a.txt (39 bytes); archived before with other content",
                        "a.txt (24 bytes); archived before");
        assertThat(result("a.txt.result")).startsWith("$a.txt|accepted|1|");
        assertThat(result("a.txt.result.2")).startsWith("$a.txt|accepted|2|");
    }

    @Test
    void aMappingMakesTheFileThatTheDepartmentReads() throws Exception {
        String declared = "{ directory: /results, name: \"R_${base}.csv\", mapping: answers }";
        run(
                BUNDLE.replace("{ directory: /results, done: \".end\" }", declared),
                Map.of(
                        "mappings/intake/answers.map.yaml",
                        """
                        source: { format: record }
                        target:
                          format: delimited
                          charset: GBK
                          separator: ","
                          columns: [serial, outcome, reason]
                          head: { columns: [total, outcome], begins: "#" }
                        fields:
                          head: { fields: { total: { from: head.total }, outcome: { from: outcome } } }
                          rows:
                            each: rows
                            fields: { serial: { from: row.serial }, outcome: { from: outcome }, reason: { from: field } }
                        """));
        department.put("a.txt", "$2|3.30|\n1|测试甲|1.10|\n7x|测试乙|2.20|\n".getBytes(GBK));

        rejected("a.txt");
        assertThat(result("R_a.csv")).isEqualTo("#3.30,refused,\n1,not-taken,,\n7x,refused,serial,\n");
    }

    @Test
    void aMappingThatIsNotThereOrMakesATreeIsAFinding() {
        for (String mapping : List.of("nothing", "payment-lines")) {
            String declared = "results: { directory: /results, mapping: " + mapping + " }";
            assertThat(findings(BUNDLE.replace("results: { directory: /results, done: \".end\" }", declared)))
                    .extracting(Finding::code)
                    .containsExactly("route.results");
        }
    }

    @Test
    void resultsNeedAFolderAndANameOfTheirOwn() {
        for (String declared : List.of(
                "{ directory: /outgoing }",
                "{ directory: /archive }",
                "{ directory: /results, name: result.txt }",
                "{ directory: /results, name: \"${file}.txt\" }",
                "{ directory: /results, name: \"../${name}\" }")) {
            assertThat(findings(BUNDLE.replace("{ directory: /results, done: \".end\" }", declared)))
                    .as(declared)
                    .extracting(Finding::code)
                    .containsExactly("connection.wrong-value");
        }
    }

    private String result(String name) throws IOException {
        return new String(Files.readAllBytes(department.path("results/" + name)), GBK);
    }

    private void archived(String name) {
        await().atMost(SOON).untilAsserted(() -> assertThat(department.path("archive/" + name + ".ok"))
                .exists());
    }

    private void rejected(String name) {
        await().atMost(SOON).untilAsserted(() -> assertThat(department.path("rejected/" + name + ".ok"))
                .exists());
    }

    private static List<Finding> findings(String bundle) {
        Findings findings = new Findings();
        BundleCheck.check(files(bundle, Map.of()), findings, Clock.systemUTC());
        return findings.all();
    }

    private static BundleFiles files(String bundle, Map<String, String> more) {
        Map<String, byte[]> texts = new TreeMap<>();
        texts.put("routes/intake/bundle.yaml", bundle.getBytes(StandardCharsets.UTF_8));
        texts.put("routes/intake/payments.camel.yaml", ROUTE.getBytes(StandardCharsets.UTF_8));
        texts.put("mappings/intake/payment-lines.map.yaml", LINES.getBytes(StandardCharsets.UTF_8));
        more.forEach((path, text) -> texts.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return new BundleFiles(NAME, new TreeMap<>(texts));
    }

    private void run(String text, Map<String, String> more) {
        Findings findings = new Findings();
        CheckedBundle bundle = BundleCheck.check(files(text, more), findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
        Map<String, Connection> opened = new LinkedHashMap<>();
        bundle.definition()
                .connections()
                .forEach((name, definition) -> opened.put(name, connections.open(NAME, definition)));
        DataSource source = Databases.fresh(Dialect.H2);
        FileIntake intake = new FileIntake(
                TestLeases.node(source, new JdbcTransactionManager(source)),
                log::add,
                Clock.systemUTC(),
                Duration.ofSeconds(30));
        running = new BundleContexts(List.of(new Queue()), intake)
                .start(bundle, new BundleScope(bundle.identity(), bundle.definition(), bundle.mappings(), opened));
        running.startPolling();
    }

    /** Refuses at the check what is named so. */
    private final class Queue implements HubEndpoints {

        @Override
        public String scheme() {
            return "push";
        }

        @Override
        public Component component(BundleScope scope) {
            return new StepComponent(name -> exchange -> {
                Object row = exchange.getMessage().getBody();
                if (name.equals("submit")) {
                    submitted.add(row);
                } else if (row instanceof Map<?, ?> map && "不收".equals(map.get("name"))) {
                    Text detail = Text.of("业务主键 430301190001010028", "The key 430301190001010028");
                    throw Problem.of(ProblemType.MESSAGE_CHANGED, detail);
                }
            });
        }
    }
}
