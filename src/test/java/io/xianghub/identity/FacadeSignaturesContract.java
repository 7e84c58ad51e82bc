package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.shangmi.Sm2;
import io.xianghub.shared.shangmi.Sm2PrivateKey;
import io.xianghub.shared.signing.Sealer;
import io.xianghub.shared.signing.SignedCall;
import io.xianghub.shared.signing.SigningScheme;
import io.xianghub.shared.signing.VoucherSeal;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What signatures promise, on every database. */
abstract class FacadeSignaturesContract {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String FUND = "12430000MBHUB0041G";

    private final Dialect dialect;

    @TempDir
    Path folder;

    private JdbcClient jdbc;
    private Vault vault;
    private FacadeKeys keys;
    private FacadeSignatures signatures;

    FacadeSignaturesContract(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void registerOneKey() {
        DataSource source = Databases.fresh(dialect);
        jdbc = JdbcClient.create(source);
        vault = Vaults.of(null, folder);
        keys = new FacadeKeys(jdbc, vault, true);
        signatures = new FacadeSignatures(keys, jdbc, Clock.fixed(NOW, ZoneOffset.UTC));
        keys.add("fund", new FacadeKeys.Key(FUND, "s3cret", null, null), true);
    }

    @Test
    void letsASignedCallInAsTheDepartmentsClientWhateverTheLetterCase() throws Exception {
        Map<String, String> call = signed("s3cret", NOW, "n-1");
        assertThat(verify(call::get)).isEqualTo(new Actor("fund", Set.of(Role.CLIENT), Set.of(FUND), null));
        Map<String, String> loud = new HashMap<>(signed("s3cret", NOW, "n-2"));
        loud.compute("x-tif-signature", (name, value) -> value.toUpperCase(Locale.ROOT));
        assertThat(verify(loud::get).name()).isEqualTo("fund");
    }

    @Test
    void letsANonceInOnce() throws Exception {
        Map<String, String> call = signed("s3cret", NOW, "again");
        verify(call::get);
        refuses(call);
    }

    @Test
    void aCallWithAWrongSignatureSpendsNoNonce() throws Exception {
        refuses(signed("wrong", NOW, "shared"));
        Map<String, String> call = signed("s3cret", NOW, "shared");
        assertThat(verify(call::get).name()).isEqualTo("fund");
    }

    @Test
    void refusesATimestampOutsideTheWindow() throws Exception {
        refuses(signed("s3cret", NOW.minusSeconds(301), "old"));
        refuses(signed("s3cret", NOW.plusSeconds(301), "early"));
        Map<String, String> edge = signed("s3cret", NOW.minusSeconds(299), "edge");
        assertThat(verify(edge::get).name()).isEqualTo("fund");
    }

    @Test
    void refusesAnUnknownSenderAndAMissingHeader() throws Exception {
        Map<String, String> stranger = new HashMap<>(signed("", NOW, "n-3"));
        stranger.put("x-tif-paasid", "stranger");
        refuses(stranger);
        Map<String, String> bare = new HashMap<>(signed("s3cret", NOW, "n-4"));
        bare.remove("x-tif-nonce");
        refuses(bare);
    }

    @Test
    void aKeyOfTheDemoOpensNothingOutsideIt() throws Exception {
        FacadeKeys real = new FacadeKeys(jdbc, vault, false);
        signatures = new FacadeSignatures(real, jdbc, Clock.fixed(NOW, ZoneOffset.UTC));
        refuses(signed("s3cret", NOW, "n-5"));
    }

    @Test
    void letsInWhatIsSignedInEachOfTheFurtherWays() throws Exception {
        String millis = Long.toString(NOW.toEpochMilli());
        // message-cloud: md5 of the marks in their order
        Map<String, String> push = new HashMap<>(
                Map.of("pushId", "fund", "connectNo", "C-7", "timeStamp", millis, "nonceStr", "n-10", "title", "余额变动"));
        push.put("sign", hex("MD5", "fund" + "C-7" + millis + "n-10" + "s3cret"));
        assertThat(in("message-cloud", fields(push), name -> null)).isEqualTo("fund");
        // sorted-parameters: SM3 over names in order, without what is empty and without itself
        Map<String, String> sorted = new HashMap<>(
                Map.of("appId", "fund", "timestamp", millis, "nonce", "n-11", "b", "2", "Z", "1", "none", ""));
        sorted.put("sign", sm3("Z=1&appId=fund&b=2&nonce=n-11&timestamp=" + millis + "&key=s3cret"));
        assertThat(in("sorted-parameters", fields(sorted), name -> null)).isEqualTo("fund");
        // atg: HMAC over the bytes
        Map<String, String> headers = new HashMap<>(Map.of("appId", "fund", "timestamp", millis, "nonce", "n-12"));
        headers.put("signature", hmac("fund" + millis + "n-12" + "{\"a\": 1 }"));
        assertThat(in("atg", body("{\"a\": 1 }"), headers::get)).isEqualTo("fund");
    }

    @Test
    void refusesABodyOfWhichOneByteWasAltered() throws Exception {
        String millis = Long.toString(NOW.toEpochMilli());
        Map<String, String> headers = new HashMap<>(Map.of("appId", "fund", "timestamp", millis, "nonce", "n-13"));
        headers.put("signature", hmac("fund" + millis + "n-13" + "{\"fen\":100}"));
        // equal as JSON is not equal as bytes
        for (String altered : List.of("{\"fen\":900}", "{\"fen\": 100}")) {
            assertThatThrownBy(() -> in("atg", body(altered), headers::get)).isInstanceOf(Problem.class);
        }
        assertThat(in("atg", body("{\"fen\":100}"), headers::get)).isEqualTo("fund");
    }

    @Test
    void whatWasSignedIsLetInOnceWhereverItIsCut() throws Exception {
        String millis = Long.toString(NOW.toEpochMilli());
        Map<String, String> headers = new HashMap<>(Map.of("appId", "fund", "timestamp", millis, "nonce", "n-14"));
        headers.put("signature", hmac("fund" + millis + "n-14" + "1,2"));
        assertThat(in("atg", body("1,2"), headers::get)).isEqualTo("fund");
        headers.put("nonce", "n-141,");
        assertThatThrownBy(() -> in("atg", body("2"), headers::get)).isInstanceOf(Problem.class);
    }

    @Test
    void aSystemWithAKeyPairNeedsNoTokenAndIsToldWhatTheTwoEndsDisagreeIn() throws Exception {
        SigningScheme scheme = scheme(
                """
                string: "${timestamp}${body}"
                algorithm: sm2
                timestamp: yyyyMMddHHmmss
                puts: { headers: { who: "${caller}", at: "${timestamp}", sig: "${signature}" } }
                """);
        Sm2PrivateKey pair = Sm2PrivateKey.read("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
        keys.add("pair", new FacadeKeys.Key(FUND, null, pair.publicKey().hex(), "own"), false);
        byte[] text = "20261123160000<a/>".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(Map.of("who", "pair", "at", "20261123160000"));
        headers.put("sig", base64(pair.sign(text, Sm2.DEFAULT_USER, Sm2.SignatureForm.DER)));
        assertThatThrownBy(() -> signatures.verify(scheme, body("<a/>"), headers::get))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.detail().en()).contains("written as DER, and RAW is declared"));
        headers.put("sig", base64(pair.sign(text, Sm2.DEFAULT_USER, Sm2.SignatureForm.RAW)));
        assertThat(signatures.verify(scheme, body("<a/>"), headers::get).name()).isEqualTo("pair");
        // without a nonce the call itself is let in once, however it is signed anew
        headers.put("sig", base64(pair.sign(text, Sm2.DEFAULT_USER, Sm2.SignatureForm.RAW)));
        assertThatThrownBy(() -> signatures.verify(scheme, body("<a/>"), headers::get))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aKeyOfOneSchemeOpensNoOther() throws Exception {
        keys.add("narrow", new FacadeKeys.Key(FUND, "s3cret", null, "atg"), false);
        Map<String, String> call = new HashMap<>(signed("s3cret", NOW, "n-20"));
        call.put("x-tif-paasid", "narrow");
        refuses(call);
    }

    @Test
    void aKeyThatWasTakenAwayOpensNothing() throws Exception {
        assertThat(keys.remove("fund")).isTrue();
        refuses(signed("s3cret", NOW, "n-21"));
    }

    @Test
    void anAdministratorLetsASystemInByATokenShownOnceAndTakesItAway() throws Exception {
        FacadeKeyEndpoint endpoint = new FacadeKeyEndpoint(keys);
        Actor administrator = new Actor("admin", Set.of(Role.ADMINISTRATOR), Set.of(), null);
        FacadeKeyEndpoint.Wanted wanted = new FacadeKeyEndpoint.Wanted("tax", FUND, "x-tif", null);
        String token = endpoint.add(administrator, wanted).secret();
        Map<String, String> call = new HashMap<>(signed(token, NOW, "n-30"));
        call.put("x-tif-paasid", "tax");
        assertThat(verify(call::get).departments()).containsExactly(FUND);

        Actor operator = new Actor("operator", Set.of(Role.OPERATOR), Set.of(), null);
        assertThat(refused(() -> endpoint.add(operator, wanted))).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refused(() -> endpoint.remove(operator, "tax"))).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(refused(() -> endpoint.add(administrator, wanted))).isEqualTo(ProblemType.CONFLICT);
        assertThat(refused(
                        () -> endpoint.add(administrator, new FacadeKeyEndpoint.Wanted("b", FUND, "x-tof", "no key"))))
                .isEqualTo(ProblemType.INVALID_REQUEST);

        endpoint.remove(administrator, "tax");
        Map<String, String> later = new HashMap<>(signed(token, NOW, "n-31"));
        later.put("x-tif-paasid", "tax");
        refuses(later);
        assertThat(refused(() -> endpoint.remove(administrator, "tax"))).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void letsVouchersInAsOftenAsTheyComeWhenEachSignatureIsByARegisteredCertificate() {
        Sealer clerk = Sealer.rsa("51c0ffee");
        Sealer reviewer = Sealer.sm2("52c0ffee");
        register(clerk, FUND);
        byte[] message = Sealer.message(
                Sealer.body("W1", Sealer.voucher("W1"), clerk, reviewer),
                Sealer.body("W2", Sealer.voucher("W2"), clerk));
        assertThat(vouchersRefused(message))
                .isEqualTo("Voucher 1 (W1), signature 2: the certificate 52C0FFEE is not registered");

        register(reviewer, FUND);
        assertThat(vouchers(message)).isEqualTo(new Actor("51C0FFEE", Set.of(Role.CLIENT), Set.of(FUND), null));
        assertThat(vouchers(message).name()).isEqualTo("51C0FFEE");

        keys.remove("52C0FFEE");
        register(reviewer, "11430000MBHUB005XB");
        assertThat(vouchersRefused(message))
                .isEqualTo("Voucher 1 (W1), signature 2: the certificate 52C0FFEE belongs to another department");
    }

    @Test
    void refusesAVoucherThatWasSignedByWhoeverElseHasThatSerialNumber() {
        register(Sealer.rsa("51c0ffee"), FUND);
        byte[] forged = Sealer.message(Sealer.body("W1", Sealer.voucher("W1"), Sealer.rsa("51c0ffee")));
        assertThat(vouchersRefused(forged))
                .isEqualTo("Voucher 1 (W1), signature 1: The signature does not fit the content");
        assertThat(vouchersRefused("<MOF/>".getBytes(StandardCharsets.UTF_8))).contains("VoucherCount");
    }

    @Test
    void aKeyOfAnotherSchemeSealsNoVouchers() {
        Sealer sealer = Sealer.rsa("51c0ffee");
        keys.add("51C0FFEE", new FacadeKeys.Key(FUND, null, sealer.certificate(), null), false);
        assertThat(vouchersRefused(Sealer.message(Sealer.body("W1", Sealer.voucher("W1"), sealer))))
                .contains("is not registered");
    }

    @Test
    void aCertificateIsRegisteredByItsSerialNumber() {
        FacadeKeyEndpoint endpoint = new FacadeKeyEndpoint(keys);
        Actor administrator = new Actor("admin", Set.of(Role.ADMINISTRATOR), Set.of(), null);
        Sealer sealer = Sealer.rsa("0a51c0ffee");
        assertThat(refused(() -> endpoint.add(
                        administrator, new FacadeKeyEndpoint.Wanted("finance", FUND, "voucher", sealer.certificate()))))
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refused(() -> endpoint.add(
                        administrator, new FacadeKeyEndpoint.Wanted("finance", FUND, "voucher", "no certificate"))))
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refused(() -> endpoint.add(administrator, new FacadeKeyEndpoint.Wanted("f", FUND, "voucher", null))))
                .isEqualTo(ProblemType.INVALID_REQUEST);

        assertThat(endpoint.add(
                        administrator, new FacadeKeyEndpoint.Wanted(null, FUND, "voucher", sealer.certificate())))
                .isEqualTo(new FacadeKeyEndpoint.Created("0A51C0FFEE", null));
        assertThat(vouchers(Sealer.message(Sealer.body("W1", Sealer.voucher("W1"), sealer)))
                        .departments())
                .containsExactly(FUND);
    }

    private void register(Sealer sealer, String department) {
        String serial = VoucherSeal.serial(sealer.certificate()).orElseThrow();
        keys.add(serial, new FacadeKeys.Key(department, null, sealer.certificate(), "voucher"), false);
    }

    private Actor vouchers(byte[] message) {
        SignedCall call = new SignedCall("POST", "/", Map.of(), Map.of(), message);
        return signatures.verify(new VoucherSeal("", Sealer.GBK), call, name -> null);
    }

    private String vouchersRefused(byte[] message) {
        Problem problem = catchThrowableOfType(Problem.class, () -> vouchers(message));
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_SIGNATURE);
        return problem.detail().en();
    }

    private static ProblemType refused(ThrowingCallable call) {
        return catchThrowableOfType(Problem.class, call).type();
    }

    private Actor verify(Function<String, String> header) {
        return signatures.verify(SigningScheme.preset("x-tif"), body(""), header);
    }

    private String in(String scheme, SignedCall call, Function<String, String> header) {
        return signatures.verify(SigningScheme.preset(scheme), call, header).name();
    }

    private static SigningScheme scheme(String yaml) {
        Findings findings = new Findings();
        return SigningScheme.read(
                        Yaml.read("bundle.yaml", yaml.getBytes(StandardCharsets.UTF_8), findings)
                                .orElseThrow(),
                        findings)
                .orElseThrow();
    }

    private static SignedCall fields(Map<String, String> fields) {
        return new SignedCall("POST", "/", Map.of(), fields, new byte[0]);
    }

    private static SignedCall body(String body) {
        return new SignedCall("POST", "/", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String algorithm, String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sm3(String text) {
        SM3Digest digest = new SM3Digest();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void refuses(Map<String, String> call) {
        assertThatThrownBy(() -> verify(call::get))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_SIGNATURE));
    }

    private static Map<String, String> signed(String token, Instant at, String nonce) throws Exception {
        String timestamp = Long.toString(at.getEpochSecond());
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest((timestamp + token + nonce + timestamp).getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "x-tif-paasid",
                "fund",
                "x-tif-timestamp",
                timestamp,
                "x-tif-nonce",
                nonce,
                "x-tif-signature",
                HexFormat.of().formatHex(hash));
    }
}
