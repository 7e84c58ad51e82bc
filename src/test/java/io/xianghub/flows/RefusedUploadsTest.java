package io.xianghub.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.DemoHub;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.files.CraftedZip;
import io.xianghub.bundle.signature.BundleSignature;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import io.xianghub.vault.SignatureAlgorithm;
import io.xianghub.vault.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What a hub that asks for signatures refuses at its door, and that nothing of it stays behind. */
@DemoHub
@TestPropertySource(properties = "xianghub.bundles.signatures=required")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusedUploadsTest {

    private static final String BUNDLES = "/api/v1/bundles";
    private static final BundleName NAME = new BundleName("medical-insurance");
    private static final String PATH = "routes/medical-insurance/bundle.yaml";
    private static final SigningKey TRUSTED = SigningKey.generate(SignatureAlgorithm.SM2);
    private static final SigningKey ENDING = SigningKey.generate(SignatureAlgorithm.SM2);

    @Value("${xianghub.data-dir}")
    private Path data;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Caller hub;
    private String engineer;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add(
                "xianghub.bundles.trusted-keys[0]", () -> TRUSTED.verification().pem());
        registry.add("xianghub.bundles.trusted-keys[1]", () -> ENDING.verification()
                .until(Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS))
                .pem());
    }

    @BeforeEach
    void callTheHub() {
        hub = new Caller("http://127.0.0.1:" + port);
        engineer = hub.tokenAs("engineer");
    }

    @Test
    @Order(1) // going back means the highest major version, and another test deploys a higher one
    void takesASignedVersionAndGoesBackToIt() {
        Caller.Answer first = deploy(signed(version("2.0.0"), TRUSTED));
        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        assertThat(first.json().get("signer"))
                .isEqualTo("张工 (SM2-SM3 " + TRUSTED.verification().id() + ")");
        assertThat(deploy(signed(version("2.0.1"), TRUSTED)).status()).isEqualTo(201);

        Caller.Answer back = hub.postJson(BUNDLES + "/" + NAME + "/rollback", engineer, "");

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().get("version")).isEqualTo("2.0.0");
    }

    @Test
    void showsInStatusThatTheKeyOfWhatRunsEndsSoon() {
        assertThat(deploy(signed(version("2.0.2"), ENDING)).status()).isEqualTo(201);

        assertThat(hub.get("/api/v1/status", engineer).items())
                .filteredOn(item -> "2.0.2".equals(((Map<?, ?>) item).get("version")))
                .singleElement()
                .satisfies(item -> assertThat(String.valueOf(((Map<?, ?>) item).get("warnings")))
                        .contains("signature.key-expires-soon", "Sign with a newer key"));
    }

    /** As if it had been deployed when the hub asked for no signatures yet, or altered in the database. */
    @Test
    void goesBackToNoVersionThatNobodyVouchesFor() {
        assertThat(deploy(signed(version("4.0.0"), TRUSTED)).status()).isEqualTo(201);
        assertThat(deploy(signed(version("4.0.1"), TRUSTED)).status()).isEqualTo(201);
        int stripped = jdbc.sql("update bundle_version set zip = :zip where version = '4.0.0'")
                .param("zip", version("4.0.0").zip())
                .update();

        Caller.Answer back = hub.postJson(BUNDLES + "/" + NAME + "/rollback", engineer, "");

        assertThat(stripped).isEqualTo(1);
        refused(back, "signature.missing");
    }

    @Test
    void refusesAnUnsignedBundleFromTheFolderToo() {
        String others = hub.get(BUNDLES, engineer).items().toString();

        assertThat(others).doesNotContain("housing-fund", "fiscal-budget");
    }

    @Test
    void refusesABundleThatNobodyTrustedVouchesFor() {
        BundleFiles unsigned = version("3.0.0");
        BundleFiles signed = signed(unsigned, TRUSTED);
        State before = state();

        refused(deploy(unsigned), "signature.missing");
        refused(deploy(signed(unsigned, SigningKey.generate(SignatureAlgorithm.SM2))), "signature.unknown-key");
        refused(deploy(with(signed, "routes/" + NAME + "/simulator/more.json", "{}")), "signature.altered");
        refused(
                deploy(with(
                        version("3.0.1"),
                        BundleFiles.signaturePath(NAME),
                        text(signed, BundleFiles.signaturePath(NAME)))),
                "signature.other-bundle");

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void refusesWhatIsNoBundleAndKeepsNothingOfIt() {
        State before = state();
        byte[] some = "bundle: x".getBytes(StandardCharsets.UTF_8);
        CraftedZip link = new CraftedZip();
        link.stored("routes/medical-insurance/link", some).mode = 0120777;
        CraftedZip bomb = new CraftedZip();
        for (int i = 0; i < 6; i++) {
            bomb.deflated("routes/medical-insurance/" + i, new byte[7 * 1024 * 1024]);
        }
        CraftedZip two = new CraftedZip();
        two.stored(PATH, some);
        two.stored("routes/housing-fund/bundle.yaml", some);

        refused(upload("not a zip".getBytes(StandardCharsets.UTF_8)), "bundle.zip");
        refused(upload(new byte[0]), null);
        refused(upload(CraftedZip.of("routes/medical-insurance/../../../etc/cron.d/x", some)), "bundle.path");
        refused(upload(link.bytes()), "bundle.symlink");
        refused(upload(bomb.bytes()), "bundle.too-large");
        refused(upload(two.bytes()), "bundle.one-name");
        refused(upload(CraftedZip.of(PATH, "a: &a [*a]".getBytes(StandardCharsets.UTF_8))), "yaml.alias");
        refused(upload(CraftedZip.of(PATH, "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8))), "yaml.too-deep");

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void refusesAnotherContentType() {
        State before = state();

        for (String type : List.of("application/octet-stream", "text/plain", "multipart/form-data; boundary=x")) {
            Caller.Answer answer = hub.post(BUNDLES, engineer, type, CraftedZip.of(PATH, new byte[10]));
            assertThat(answer.status()).as(type).isEqualTo(415);
            assertThat(answer.problem()).isEqualTo("unsupported-media-type");
        }

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void refusesABodyThatSaysItIsTooLargeBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String head =
                    "POST " + BUNDLES + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
                            + engineer + "\r\nContent-Type: application/zip\r\nContent-Length: 9000000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("body-too-large") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as(answer.toString()).isNotNegative();
                answer.append((char) next);
            }

            assertThat(answer).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void cutsABodyThatDoesNotSayHowLongItIs() throws Exception {
        State before = state();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + BUNDLES))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + engineer)
                .header("Content-Type", "application/zip")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(21L * 1024 * 1024)))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("body-too-large");
        assertThat(state()).isEqualTo(before);
    }

    /** So many zeros and no more. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int some = (int) Math.min(length, left);
            left -= some;
            return some;
        }
    }

    /** All that a refused upload could leave behind, but for the receipt that says why a bundle was refused. */
    private record State(List<?> bundles, Map<String, Long> rows, Set<String> files, Set<String> threads) {}

    private State state() {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : List.of("bundle_version", "bundle_active", "bundle_source")) {
            rows.put(
                    table,
                    jdbc.sql("select count(*) from " + table).query(Long.class).single());
        }
        Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("Camel") || name.contains(NAME.value()))
                .collect(Collectors.toSet());
        return new State(hub.get(BUNDLES, engineer).items(), rows, filesBelow(data), threads);
    }

    private static Set<String> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(folder.resolve("broker")))
                    .map(Path::toString)
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private Caller.Answer deploy(BundleFiles files) {
        return upload(files.zip());
    }

    private Caller.Answer upload(byte[] zip) {
        return hub.post(BUNDLES, engineer, "application/zip", zip);
    }

    private static void refused(Caller.Answer answer, String code) {
        if (code == null) {
            assertThat(answer.status()).isEqualTo(400);
            return;
        }
        assertThat(answer.status()).as(code).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("bundle-refused");
        List<Object> codes = new ArrayList<>();
        for (Object finding : (List<?>) answer.json().get("findings")) {
            codes.add(((Map<?, ?>) finding).get("code"));
        }
        assertThat(codes).contains(code);
    }

    private static BundleFiles version(String version) {
        BundleFiles files = withoutCases(
                BundleFiles.read(Path.of("."), NAME, new Findings()).orElseThrow());
        return with(files, PATH, text(files, PATH).replaceFirst("version: .*", "version: " + version));
    }

    /** What its cases prove is not what is asked here. */
    private static BundleFiles withoutCases(BundleFiles files) {
        SortedMap<String, byte[]> fewer = new TreeMap<>(files.files());
        fewer.keySet().removeIf(path -> path.startsWith("routes/" + NAME + "/cases/"));
        return new BundleFiles(NAME, fewer);
    }

    private static BundleFiles signed(BundleFiles files, SigningKey key) {
        return with(
                files,
                BundleFiles.signaturePath(NAME),
                BundleSignature.sign(files, key, "张工", Instant.now(), new Findings())
                        .orElseThrow()
                        .text());
    }

    private static String text(BundleFiles files, String path) {
        return new String(files.file(path).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static BundleFiles with(BundleFiles files, String path, String text) {
        SortedMap<String, byte[]> more = new TreeMap<>(files.files());
        more.put(path, text.getBytes(StandardCharsets.UTF_8));
        return new BundleFiles(files.name(), more);
    }
}
