package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.signing.Sealer;
import io.xianghub.shared.wire.Xml;
import io.xianghub.shared.wire.XmlElement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.junit.jupiter.api.Test;

/** A department on a socket of its own checks the signatures of vouchers that the hub sends. */
class SignedVouchersTest {

    private static final String STORE =
            """
            style: http-xml
            charset: GBK
            root: MOF
            signing: { style: voucher, key: seal, assumed: true }
            operations:
              send: { path: /vouchers }
              ask: { path: /ask, signing: none }
            """;

    private final Sealer hub = Sealer.rsa("51c0ffee");

    @Test
    void signsEachVoucherOfAMessageAndTellsNoWireOfIt() throws Exception {
        try (HttpDepartment department = store(hub.certificate(), hub.key())) {
            TapedWire wire = TapedWire.recording();
            department.call("send", message(2), wire);

            XmlElement mof = Xml.parse(department.received().getBody(), HttpDepartment.GB18030);
            assertThat(mof.child("VoucherCount").orElseThrow().text()).isEqualTo("2");
            assertThat(mof.children("VoucherBody")).hasSize(2);
            int number = 0;
            for (XmlElement body : mof.children("VoucherBody")) {
                number++;
                byte[] voucher = Base64.getDecoder()
                        .decode(body.child("Voucher").orElseThrow().text());
                assertThat(new String(voucher, HttpDepartment.GB18030)).contains("<VoucherNo>W" + number, "湘枢演示企业");
                XmlElement signature = body.child("SignatureList")
                        .flatMap(list -> list.child("Signature"))
                        .orElseThrow();
                assertThat(signature.attribute("SN")).contains("51C0FFEE");
                assertThat(holds(voucher, Base64.getDecoder().decode(signature.text())))
                        .isTrue();
            }
            assertThat(String.valueOf(wire.sent.get(0).tree())).contains("W1").doesNotContain("SignatureList");

            department.call("ask", message(1));
            assertThat(department.received(HttpDepartment.GB18030)).doesNotContain("SignatureList");
        }
    }

    /** By the Java runtime's own signatures: the digest of the voucher stands in what is signed. */
    private boolean holds(byte[] voucher, byte[] pkcs7) throws Exception {
        SignerInformation signer = new CMSSignedData(pkcs7)
                .getSignerInfos()
                .getSigners()
                .iterator()
                .next();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(hub.certificate().getBytes(StandardCharsets.US_ASCII)));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(certificate);
        verifier.update(signer.getEncodedSignedAttributes());
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(voucher);
        return verifier.verify(signer.getSignature())
                && new String(signer.getEncodedSignedAttributes(), StandardCharsets.ISO_8859_1)
                        .contains(new String(digest, StandardCharsets.ISO_8859_1));
    }

    @Test
    void sendsNothingWithACountThatLiesOrAKeyOfAnotherCertificate() {
        try (HttpDepartment department =
                store(hub.certificate(), Sealer.rsa("51c0ffee").key())) {
            Problem stranger = department.fails("send", message(1));
            assertThat(stranger.type()).isEqualTo(ProblemType.UNBOUND_CONNECTION);
            assertThat(stranger.detail().en()).contains("does not belong to the certificate 51C0FFEE");
            assertThat(department.calls()).isZero();
        }
        try (HttpDepartment department = store(hub.certificate(), hub.key())) {
            Map<String, Object> lies = new LinkedHashMap<>(message(1));
            lies.put("VoucherCount", "2");
            Problem misused = department.fails("send", lies);
            assertThat(misused.type()).isEqualTo(ProblemType.INTERNAL);
            assertThat(misused.detail().en()).contains("VoucherCount says 2, and there are 1");
            assertThat(department.calls()).isZero();
        }
    }

    @Test
    void mustSayThatItIsAssumedAndStandsInXmlOnly() {
        assertThat(errors(STORE.replace(", assumed: true", ""))).anyMatch(text -> text.contains("assumed: true"));
        assertThat(errors(STORE.replace("key: seal", "kee: seal"))).anyMatch(text -> text.contains("Unknown key kee"));
        assertThat(errors(STORE.replace("style: voucher", "style: vouchers")))
                .anyMatch(text -> text.contains("style must be voucher"));
        assertThat(errors(STORE.replace("style: http-xml", "style: http-json").replace("root: MOF\n", "")))
                .anyMatch(text -> text.contains("Vouchers are signed in http-xml only"));
        assertThat(errors(STORE)).isEmpty();
    }

    private static List<String> errors(String declared) {
        Findings findings = new Findings();
        Connections.check(Declared.connection("core", declared), findings);
        return findings.all().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> finding.message().en())
                .toList();
    }

    private HttpDepartment store(String certificate, String key) {
        HttpDepartment department = new HttpDepartment(STORE);
        department
                .knows(Map.of("certificate", certificate), Map.of("seal", new Secret(key)))
                .answers("text/xml", "<MOF/>", StandardCharsets.UTF_8);
        return department;
    }

    private static Map<String, Object> message(int count) {
        List<Object> bodies = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            byte[] voucher = Sealer.voucher("W" + i).getBytes(HttpDepartment.GB18030);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("@VoucherNo", "W" + i);
            body.put("Voucher", Base64.getEncoder().encodeToString(voucher));
            bodies.add(body);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("VoucherCount", Integer.toString(count));
        message.put("VoucherBody", bodies);
        return message;
    }
}
