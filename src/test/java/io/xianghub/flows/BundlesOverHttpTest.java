package io.xianghub.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.DemoHub;
import io.xianghub.simulation.SimulatedSystem;
import io.xianghub.simulation.Simulators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an engineer's deployments do to a running hub, over HTTP. */
@DemoHub
class BundlesOverHttpTest {

    private static final String BUNDLES = "/api/v1/bundles";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Value("${xianghub.data-dir}")
    private Path data;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Simulators simulators;

    private Caller hub;
    private String engineer;

    @BeforeEach
    void callTheHub() {
        hub = new Caller("http://127.0.0.1:" + port);
        engineer = hub.tokenAs("engineer");
    }

    @Test
    void aBundleThatDoesNotRunStaysWithItsDepartment() throws Exception {
        // As it is kept after the version could not be started again.
        jdbc.sql(
                        """
                        insert into bundle_version (name, digest, version, department, zip, created_at, created_by)
                        select 'stopped', digest, version, '11430000MAHUB0077H', zip, created_at, created_by
                          from bundle_version where name = 'sms-gateway'""")
                .update();

        Caller.Answer refused = deploy(smsGatewayNamed("stopped"));
        Caller.Answer free = deploy(smsGatewayNamed("never-deployed"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(refused.json().get("detail")).asString().contains("11430000MAHUB0077H");
        assertThat(free.status()).as(free.problem()).isEqualTo(201);
    }

    /** Whoever may change a bundle may not give it to a department that it does not work for. */
    @Test
    void handsNoBundleToADepartmentThatTheEngineerIsNotAssignedTo() throws Exception {
        String elsewhere = "11430000MAHUB0072P";
        String before = digest("medical-insurance");
        byte[] handed =
                zip("medical-insurance", "routes/medical-insurance/bundle.yaml", "11430000MBHUB005XB", elsewhere);

        for (String path : List.of(BUNDLES, BUNDLES + "?dryRun=true")) {
            Caller.Answer refused = hub.post(path, engineer, "application/zip", handed);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.problem()).isEqualTo("forbidden");
            assertThat(refused.json().get("detail")).asString().contains(elsewhere);
        }
        assertThat(digest("medical-insurance")).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from bundle_version where department = :department")
                        .param("department", elsewhere)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void tellsWhomAFieldReachesThatADepartmentDrops() {
        String lineage = BUNDLES + "/medical-insurance/lineage";

        Caller.Answer lost = hub.get(lineage + "?field=core/queryPerson:baseinfo.gend", engineer);
        assertThat(lost.status()).as(lost.problem()).isEqualTo(200);
        assertThat(lost.json().get("breakages"))
                .asString()
                .contains("field=gender", "effect=lost", "input=getInsuredPerson")
                .doesNotContain("personNumber");
        assertThat(lost.json().get("users"))
                .asString()
                .contains("client=demo-app", "path=answer.gender", "impact=breaking");

        assertThat(hub.get(lineage, engineer).json().get("flows")).asString().contains("path=baseinfo.gend");
        assertThat(hub.get(lineage + "?field=core/nothing:a", engineer).status())
                .isEqualTo(404);
        assertThat(hub.get(lineage, hub.tokenAs("citizen")).status()).isEqualTo(403);
    }

    @Test
    void rollbackGoesBackOneStepAtATimeToTheFirstAndNoFurther() throws Exception {
        String first = digest("medical-insurance");
        String second = deployed(titled("第二版"));
        String third = deployed(titled("第三版"));
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(digest("medical-insurance")).isEqualTo(third);

        assertThat(hub.get("/api/v1/nodes", engineer).items())
                .as("a node knows what it runs now, not what it last told the others")
                .singleElement()
                .satisfies(node -> assertThat((List<?>) ((Map<?, ?>) node).get("differences"))
                        .isEmpty());

        assertThat(rollback().status()).isEqualTo(200);
        assertThat(digest("medical-insurance")).isEqualTo(second);
        assertThat(rollback().status()).isEqualTo(200);
        assertThat(digest("medical-insurance")).isEqualTo(first);
        assertThat(rollback().status()).isEqualTo(409);
        assertThat(rollback().json().get("code")).isEqualTo("nothing-before");
        assertThat(digest("medical-insurance")).isEqualTo(first);
    }

    @Test
    void aVersionWhoseCommitFailsHasPolledNothing() throws Exception {
        Path outgoing = simulated("housing-fund", "exchange").resolve("outgoing");
        byte[] late = zip("housing-fund", "routes/housing-fund/bundle.yaml", "GJMX_*.txt", "LATE_*.txt");
        String before = digest("housing-fund");
        Files.writeString(outgoing.resolve("LATE_1.txt"), "no row at all\n");
        Files.writeString(outgoing.resolve("LATE_1.txt.ok"), "");

        Caller.Answer failed = new TransactionTemplate(transactions).execute(open -> {
            // Somebody holds what the commit must write, until the commit gives up.
            jdbc.sql("select name from bundle_active for update")
                    .query(String.class)
                    .list();
            return CompletableFuture.supplyAsync(() -> deploy(late)).join();
        });

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.problem()).isEqualTo("deployment-failed");
        assertThat(digest("housing-fund")).isEqualTo(before);
        assertThat(outgoing.resolve("LATE_1.txt")).exists();
        assertThat(polled("LATE_1.txt")).isEmpty();

        assertThat(deploy(late).status()).isEqualTo(201);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(polled("LATE_1.txt")).hasSize(1));
    }

    private List<?> polled(String file) {
        return hub.get("/api/v1/exchanges?bundle=housing-fund&limit=500", hub.tokenAs("operator")).items().stream()
                .filter(row -> String.valueOf(((Map<?, ?>) row).get("note")).startsWith(file))
                .toList();
    }

    private Path simulated(String bundle, String name) {
        SimulatedSystem system = simulators.systems().stream()
                .filter(played ->
                        played.bundle().value().equals(bundle) && played.name().equals(name))
                .findAny()
                .orElseThrow();
        return data.resolve("simulators").resolve(system.bundle().value()).resolve(system.name());
    }

    private String digest(String bundle) {
        return hub.get(BUNDLES, engineer).items().stream()
                .map(item -> (Map<?, ?>) item)
                .filter(running -> running.get("bundle").equals(bundle))
                .map(running -> String.valueOf(running.get("digest")))
                .findAny()
                .orElseThrow();
    }

    private Caller.Answer deploy(byte[] zip) {
        return hub.post(BUNDLES, engineer, "application/zip", zip);
    }

    private String deployed(byte[] zip) {
        Caller.Answer receipt = deploy(zip);
        assertThat(receipt.status()).isEqualTo(201);
        return String.valueOf(receipt.json().get("digest"));
    }

    private Caller.Answer rollback() {
        return hub.postJson(BUNDLES + "/medical-insurance/rollback", engineer, "");
    }

    private static byte[] titled(String title) throws IOException {
        String file = "routes/medical-insurance/bundle.yaml";
        String line = Files.readAllLines(Path.of(file)).stream()
                .filter(text -> text.startsWith("title:"))
                .findFirst()
                .orElseThrow();
        return zip("medical-insurance", file, line, "title: { zh: " + title + ", en: Another }");
    }

    private static byte[] smsGatewayNamed(String name) throws IOException {
        String text = Files.readString(Path.of("routes/sms-gateway/bundle.yaml"));
        assertThat(text).contains("bundle: sms-gateway");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("routes/" + name + "/bundle.yaml"));
            out.write(text.replace("bundle: sms-gateway", "bundle: " + name).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The bundle as it stands in the tree, with one text of one file replaced. */
    private static byte[] zip(String bundle, String file, String from, String to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String root : List.of("routes/" + bundle, "mappings/" + bundle)) {
                try (var paths = Files.walk(Path.of(root))) {
                    for (Path path : paths.filter(Files::isRegularFile).toList()) {
                        String name = path.toString().replace('\\', '/');
                        byte[] content = Files.readAllBytes(path);
                        if (name.equals(file)) {
                            String text = new String(content, StandardCharsets.UTF_8);
                            assertThat(text).contains(from);
                            content = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                        }
                        out.putNextEntry(new ZipEntry(name));
                        out.write(content);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }
}
