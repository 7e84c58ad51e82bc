package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;

/** A department on a socket of its own checks each signature with code of its own. */
class SignedCallsTest {

    private static final String OPERATIONS =
            """
            operations:
              submit: { path: /submit, query: { v: "1" } }
              open: { path: /open, signing: none }
              look: { method: GET, path: /look, query: { b: "${body.b}", a: "甲" } }
            """;

    @Test
    void signsByXTif() throws Exception {
        try (HttpDepartment department = department("signing: x-tif\n", Map.of("paasid", "xyb"))) {
            department.call("submit", Map.of("a", 1));
            LoggedRequest request = department.received();
            String at = request.getHeader("x-tif-timestamp");
            String nonce = request.getHeader("x-tif-nonce");
            assertThat(request.getHeader("x-tif-paasid")).isEqualTo("xyb");
            assertThat(at).matches("[0-9]{10}");
            assertThat(nonce).hasSize(16);
            assertThat(request.getHeader("x-tif-signature")).isEqualTo(hash("SHA-256", at + "token-1" + nonce + at));

            department.call("submit", Map.of("a", 1));
            assertThat(department.received().getHeader("x-tif-nonce")).isNotEqualTo(nonce);
            department.call("open", Map.of("a", 1));
            assertThat(department.received().getHeader("x-tif-signature")).isNull();
        }
    }

    @Test
    void signsByMessageCloudInTheFieldsOfAForm() throws Exception {
        try (HttpDepartment department =
                new HttpDepartment("style: http-form\ncharset: GBK\nsigning: message-cloud\n" + OPERATIONS)) {
            department
                    .knows(Map.of("pushId", "p-1", "connectNo", "c-2"), Map.of())
                    .answers("application/json", "{}", StandardCharsets.UTF_8);
            department.call("submit", Map.of("title", "余额变动"));
            Map<String, String> form = form(department.received(HttpDepartment.GB18030));
            assertThat(form).containsEntry("pushId", "p-1").containsEntry("connectNo", "c-2");
            assertThat(form.get("timeStamp")).hasSize(13);
            assertThat(form.get("sign"))
                    .isEqualTo(hash("MD5", "p-1" + "c-2" + form.get("timeStamp") + form.get("nonceStr") + "token-1"));
        }
    }

    @Test
    void signsSortedParametersInTheBodyOrWithoutOneInTheQuery() throws Exception {
        try (HttpDepartment department = department("signing: sorted-parameters\n", Map.of("appId", "xyb"))) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("b", "乙");
            body.put("empty", "");
            body.put("Z", List.of(1, 2));
            department.call("submit", body);
            Map<String, String> sent = new HashMap<>();
            ((Map<?, ?>) Json.parse(department.received().getBody()))
                    .forEach((name, value) -> sent.put(
                            (String) name, value instanceof List<?> ? Json.write(value) : String.valueOf(value)));
            sent.put("v", "1");
            assertThat(sent.remove("sign")).isEqualTo(sorted(sent));
            assertThat(sent).containsEntry("appId", "xyb").containsEntry("Z", "[1,2]");

            department.call("look", Map.of("b", "1&2"));
            Map<String, String> query = new HashMap<>();
            department
                    .received()
                    .getQueryParams()
                    .forEach((name, parameter) -> query.put(name, parameter.firstValue()));
            assertThat(query.remove("sign")).isEqualTo(sorted(query));
            assertThat(query).containsEntry("a", "甲").containsEntry("b", "1&2").containsKey("nonce");
        }
    }

    @Test
    void signsTheVeryBytesByAtg() throws Exception {
        try (HttpDepartment department = department("signing: atg\n", Map.of("appId", "xyb"))) {
            department.call("submit", Map.of("name", "测试甲"));
            LoggedRequest request = department.received();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("token-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("xyb" + request.getHeader("timestamp") + request.getHeader("nonce"))
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(request.getHeader("signature"))
                    .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(request.getBody())));
        }
    }

    @Test
    void signsByAKeyPairThatIsOneOfSeveralSecrets() throws Exception {
        KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(2048);
        KeyPair pair = pairs.generateKeyPair();
        String own =
                """
                signing:
                  string: "${method}${path}${field.b}${secret.salt}${timestamp}"
                  algorithm: rsa-sha-256
                  key: rsa
                  timestamp: "yyyy-MM-dd HH:mm:ss"
                  puts: { headers: { at: "${timestamp}", kind: RSA2 }, query: { sig: "${signature}" } }
                """;
        try (HttpDepartment department = department(own, Map.of())) {
            department.knows(
                    Map.of(),
                    Map.of(
                            "rsa",
                            new Secret(Base64.getEncoder()
                                    .encodeToString(pair.getPrivate().getEncoded())),
                            "salt",
                            new Secret("盐")));
            department.call("submit", Map.of("b", "乙"));
            LoggedRequest request = department.received();
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())));
            verifier.update(("POST/submit乙盐" + request.getHeader("at")).getBytes(StandardCharsets.UTF_8));
            assertThat(verifier.verify(Base64.getDecoder()
                            .decode(request.queryParameter("sig").firstValue())))
                    .isTrue();
            assertThat(request.getHeader("kind")).isEqualTo("RSA2");
        }
    }

    @Test
    void aWireLearnsWhatWasSignedAndNothingOfTheSignature() {
        try (HttpDepartment department = department("signing: sorted-parameters\n", Map.of("appId", "xyb"))) {
            TapedWire wire = TapedWire.recording();
            department.call("submit", Map.of("b", "乙"), wire);
            assertThat(wire.sent.get(0).tree()).isEqualTo(Map.of("b", "乙"));
            department.call("look", Map.of("b", "2"), wire);
            assertThat(wire.sent.get(1).target()).isEqualTo("GET /look?b=2&a=%E7%94%B2");
            assertThat(department.calls()).isEqualTo(2);

            TapedWire played = TapedWire.playing(
                    new Wire.Heard.Bytes(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
            department.call("submit", Map.of("b", "乙"), played);
            assertThat(played.sent.get(0).tree()).isEqualTo(Map.of("b", "乙"));
        }
    }

    @Test
    void saysWhichSecretTheBindingLacks() {
        try (HttpDepartment department = department(
                """
                signing:
                  string: "${body}"
                  algorithm: sm2
                  key: sm2
                  puts: { headers: { sig: "${signature}" } }
                """,
                Map.of())) {
            Problem lacking = department.fails("submit", Map.of());
            assertThat(lacking.type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
            assertThat(lacking.getMessage()).contains("sm2");
            department.knows(Map.of(), Map.of("sm2", new Secret("no key at all")));
            Problem noKey = department.fails("submit", Map.of());
            assertThat(noKey.type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
            assertThat(noKey.getMessage()).doesNotContain("no key at all");
            assertThat(department.calls()).isZero();
        }
    }

    private static HttpDepartment department(String signing, Map<String, String> properties) {
        return new HttpDepartment("style: http-json\n" + signing + OPERATIONS)
                .knows(properties, Map.of())
                .answers("application/json", "{}", StandardCharsets.UTF_8);
    }

    private static String sorted(Map<String, String> parameters) {
        String text = new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&"));
        SM3Digest digest = new SM3Digest();
        byte[] bytes = (text + "&key=token-1").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], parts[1]);
        }
        return form;
    }

    private static String hash(String algorithm, String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
