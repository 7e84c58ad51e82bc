package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;

/** A department on a socket of its own opens, checks, enciphers and signs with code of its own. */
class CipherEnvelopeTest {

    private static final X9ECParameters CURVE = GMNamedCurves.getByName("sm2p256v1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());
    private static final String HUB = "1".repeat(64);
    private static final String DEPARTMENT = "2".repeat(64);
    private static final String KEY = "0123456789abcdeffedcba9876543210";
    private static final String CORE =
            """
            style: http-json
            cipher: { assumed: true }
            success: { path: infcode, equals: "0" }
            failure: { code: infcode, message: err_msg }
            output: { path: output }
            operations:
              person: { path: /fsi/1101 }
            """;

    @Test
    void sendsWhatOnlyTheDepartmentCanReadAndReadsWhatTheDepartmentSigned() throws Exception {
        try (HttpDepartment department = department(CORE)) {
            department.answers(200, "application/json", closed("{\"infcode\":0,\"output\":{\"name\":\"测试甲\"}}"));

            assertThat(department.call("person", Map.of("psn_name", "测试甲"))).isEqualTo(Map.of("name", "测试甲"));

            Map<?, ?> content = content(Json.parse(department.received().getBody()));
            assertThat(content.get("appCode")).isEqualTo("xyb");
            assertThat(content.get("encType")).isEqualTo("SM4");
            assertThat(department.received(StandardCharsets.UTF_8)).doesNotContain("psn_name", "测试甲");
            String enciphered = (String) ((Map<?, ?>) content.get("data")).get("encData");
            assertThat(withoutPadding(ecb(false, HexFormat.of().parseHex(enciphered))))
                    .isEqualTo("{\"psn_name\":\"测试甲\"}");
            SM2Signer verifier = new SM2Signer(PlainDSAEncoding.INSTANCE);
            verifier.init(false, publicKey(HUB));
            byte[] text = signed(content);
            verifier.update(text, 0, text.length);
            assertThat(verifier.verifySignature(Base64.getDecoder().decode((String) content.get("signData"))))
                    .isTrue();
        }
    }

    @Test
    void readsNothingThatWasAlteredOrSignedBySomebodyElse() throws Exception {
        try (HttpDepartment department = department(CORE)) {
            String answer = new String(closed("{\"infcode\":0,\"output\":1}"), StandardCharsets.UTF_8);
            department.answers(
                    "application/json",
                    answer.replace("\"version\":\"1.0.0\"", "\"version\":\"1.0.1\""),
                    StandardCharsets.UTF_8);
            Problem altered = department.fails("person", Map.of());
            assertThat(altered.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(altered.getMessage()).contains("does not fit the content");

            department.answers("application/json", answer, StandardCharsets.UTF_8);
            assertThat(department.call("person", Map.of())).isEqualTo(1L);
        }
    }

    @Test
    void readsNoAnswerASecondTimeAndNoneThatIsOld() throws Exception {
        try (HttpDepartment department = department(CORE)) {
            String answer = "{\"infcode\":0,\"output\":1}";
            department.answers(200, "application/json", closed(answer));
            assertThat(department.call("person", Map.of())).isEqualTo(1L);
            assertThat(department.fails("person", Map.of()).getMessage()).contains("It was replayed");

            long now = System.currentTimeMillis();
            department.answers(200, "application/json", closed(answer, Long.toString(now - 600_000)));
            assertThat(department.fails("person", Map.of()).getMessage()).contains("more than 5 minutes from now");
            department.answers(200, "application/json", closed(answer, "20260601093015"));
            assertThat(department.fails("person", Map.of()).getMessage()).contains("neither seconds nor milliseconds");
            department.answers(200, "application/json", closed(answer, Long.toString(now)));
            assertThat(department.call("person", Map.of())).isEqualTo(1L);
        }
    }

    @Test
    void believesARefusalWithoutTheEnvelopeAndNoSuccess() throws Exception {
        try (HttpDepartment department = department(CORE)) {
            department.answers("application/json", "{\"infcode\":-1,\"err_msg\":\"应用未授权\"}", StandardCharsets.UTF_8);
            assertThat(department.fails("person", Map.of()).extras()).containsEntry("departmentMessage", "应用未授权");

            department.answers("application/json", "{\"infcode\":0,\"output\":1}", StandardCharsets.UTF_8);
            Problem bare = department.fails("person", Map.of());
            assertThat(bare.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
            assertThat(bare.getMessage()).contains("not in a cipher envelope");
        }
    }

    @Test
    void aWireSeesBothWaysInTheOpenSoThatSamplesStayReadable() throws Exception {
        try (HttpDepartment department = department(CORE)) {
            department.answers(200, "application/json", closed("{\"infcode\":0,\"output\":1}"));
            TapedWire wire = TapedWire.recording();
            department.call("person", Map.of("a", "甲"), wire);
            assertThat(wire.sent.get(0).tree()).isEqualTo(Map.of("a", "甲"));
            assertThat(((Wire.Heard.Bytes) wire.heard.get(0)).body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"infcode\":0,\"output\":1}");

            TapedWire played = TapedWire.playing(wire.heard.get(0));
            assertThat(department.call("person", Map.of("a", "甲"), played)).isEqualTo(1L);
            assertThat(department.calls()).isEqualTo(1);
        }
    }

    @Test
    void chainsBlocksBehindAVectorOfTheirOwnWhereThatIsDeclared() throws Exception {
        try (HttpDepartment department =
                department(CORE.replace("{ assumed: true }", "{ assumed: true, mode: cbc, encoding: base64 }"))) {
            department.answers("application/json", "{\"infcode\":-1}", StandardCharsets.UTF_8);
            String first = enciphered(department);
            String second = enciphered(department);
            assertThat(first).isNotEqualTo(second);
            byte[] sent = Base64.getDecoder().decode(first);
            byte[] plain = ecb(false, Arrays.copyOfRange(sent, 16, 32));
            for (int i = 0; i < plain.length; i++) {
                plain[i] ^= sent[i];
            }
            assertThat(new String(plain, StandardCharsets.UTF_8)).startsWith("{\"a\":\"1\"}");
        }
    }

    @Test
    void isSignedByAGatewayAsItIsSent() throws Exception {
        String signing =
                "signing: { string: \"${body}\", algorithm: sha-256, puts: { headers: { sig: \"${signature}\" } } }\n";
        try (HttpDepartment department =
                department(CORE.replace("{ assumed: true }\n", "{ assumed: true, mode: cbc }\n" + signing))) {
            department.answers("application/json", "{\"infcode\":-1}", StandardCharsets.UTF_8);
            enciphered(department);
            assertThat(department.received().getHeader("sig"))
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(department.received().getBody())));
        }
    }

    private static String enciphered(HttpDepartment department) throws Exception {
        department.fails("person", Map.of("a", "1"));
        return (String) ((Map<?, ?>)
                        content(Json.parse(department.received().getBody())).get("data"))
                .get("encData");
    }

    @Test
    void mustSayThatItIsAssumedAndIsWarnedOf() {
        Findings silent = new Findings();
        Connections.check(Declared.connection("core", CORE.replace("{ assumed: true }", "{ mode: ecb }")), silent);
        assertThat(silent.hasErrors()).isTrue();
        Findings said = new Findings();
        Connections.check(Declared.connection("core", CORE), said);
        assertThat(said.all()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.code()).isEqualTo("connection.assumed");
        });
        Findings form = new Findings();
        Connections.check(Declared.connection("core", CORE.replace("http-json", "http-form")), form);
        assertThat(form.hasErrors()).isTrue();
    }

    private static HttpDepartment department(String declared) {
        return new HttpDepartment(declared)
                .knows(
                        Map.of(
                                "appCode",
                                "xyb",
                                "public-key",
                                HexFormat.of()
                                        .formatHex(publicKey(DEPARTMENT).getQ().getEncoded(false))),
                        Map.of("sm4", new Secret(KEY), "sm2", new Secret(HUB), "app", new Secret("app-secret")));
    }

    private static byte[] closed(String answer) throws Exception {
        return closed(answer, Long.toString(System.currentTimeMillis() / 1000));
    }

    private static byte[] closed(String answer, String timestamp) throws Exception {
        Map<String, Object> content = new HashMap<>();
        byte[] plain = answer.getBytes(StandardCharsets.UTF_8);
        int pad = 16 - plain.length % 16;
        byte[] padded = Arrays.copyOf(plain, plain.length + pad);
        Arrays.fill(padded, plain.length, padded.length, (byte) pad);
        content.put("data", Map.of("encData", HexFormat.of().withUpperCase().formatHex(ecb(true, padded))));
        content.put("appCode", "xyb");
        content.put("version", "1.0.0");
        content.put("encType", "SM4");
        content.put("signType", "SM2");
        content.put("timestamp", timestamp);
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(DEPARTMENT, 16), DOMAIN));
        byte[] text = signed(content);
        signer.update(text, 0, text.length);
        content.put("signData", Base64.getEncoder().encodeToString(signer.generateSignature()));
        return Json.write(Map.of("data", content)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<?, ?> content(Object tree) {
        return (Map<?, ?>) ((Map<?, ?>) tree).get("data");
    }

    private static byte[] signed(Map<?, ?> content) {
        Map<String, String> sorted = new TreeMap<>();
        content.forEach(
                (name, value) -> sorted.put((String) name, value instanceof Map ? Json.write(value) : (String) value));
        sorted.remove("signData");
        return (sorted.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining("&"))
                        + "&key=app-secret")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Blocks by the bare engine, padding and all. */
    private static byte[] ecb(boolean encrypt, byte[] blocks) {
        SM4Engine engine = new SM4Engine();
        engine.init(encrypt, new KeyParameter(HexFormat.of().parseHex(KEY)));
        byte[] out = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += 16) {
            engine.processBlock(blocks, at, out, at);
        }
        return out;
    }

    private static String withoutPadding(byte[] plain) {
        return new String(plain, 0, plain.length - plain[plain.length - 1], StandardCharsets.UTF_8);
    }

    private static ECPublicKeyParameters publicKey(String d) {
        return new ECPublicKeyParameters(
                CURVE.getG().multiply(new BigInteger(d, 16)).normalize(), DOMAIN);
    }
}
