package io.xianghub.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;

class VoucherSealTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final Path OPENSSL = Path.of("src/test/resources/signing");
    private static final VoucherSeal SEAL = new VoucherSeal("", Sealer.GBK);

    private final Sealer finance = Sealer.rsa("51c0ffee");
    private final Sealer national = Sealer.sm2("0a52c0ffee");

    @Test
    void everySignatureOfEveryVoucherHoldsByItsCertificate() throws Malformed {
        byte[] message = Sealer.message(
                Sealer.body("W1", Sealer.voucher("W1"), finance, national),
                Sealer.body("W2", Sealer.voucher("W2"), national));

        List<VoucherSignature> signatures = SEAL.signatures(message);

        assertThat(signatures)
                .extracting(VoucherSignature::signer)
                .containsExactly("51C0FFEE", "0A52C0FFEE", "0A52C0FFEE");
        assertThat(signatures.get(0).flaw(finance.certificate(), NOW)).isEmpty();
        assertThat(signatures.get(1).flaw(national.certificate(), NOW)).isEmpty();
        assertThat(signatures.get(2).flaw(national.certificate(), NOW)).isEmpty();
    }

    @Test
    void oneByteThatWasAlteredIsRefusedWithTheVoucherAndTheSignature() throws Malformed {
        String signed = Sealer.body("W2", Sealer.voucher("W2"), finance, national);
        String altered = Base64.getMimeEncoder()
                .encodeToString(Sealer.voucher("W2").replace("演示企业", "演示企亚").getBytes(Sealer.GBK));
        String whole =
                Base64.getMimeEncoder().encodeToString(Sealer.voucher("W2").getBytes(Sealer.GBK));
        byte[] message =
                Sealer.message(Sealer.body("W1", Sealer.voucher("W1"), finance), signed.replace(whole, altered));

        List<VoucherSignature> signatures = SEAL.signatures(message);

        assertThat(signatures.get(0).flaw(finance.certificate(), NOW)).isEmpty();
        assertThat(english(signatures.get(1).flaw(finance.certificate(), NOW)))
                .isEqualTo("Voucher 2 (W2), signature 1: The signature does not fit the content");
        assertThat(english(signatures.get(2).flaw(national.certificate(), NOW)))
                .isEqualTo("Voucher 2 (W2), signature 2: The signature does not fit the content");
    }

    @Test
    void aSignatureByAnotherKeyUnderTheSameSerialNumberDoesNotHold() throws Malformed {
        byte[] message = Sealer.message(Sealer.body("W1", Sealer.voucher("W1"), Sealer.rsa("51c0ffee")));
        VoucherSignature signature = SEAL.signatures(message).get(0);
        assertThat(english(signature.flaw(finance.certificate(), NOW))).contains("does not fit the content");

        Sealer elsewhere = Sealer.rsa("51c0ffee", "CN=Another authority", Instant.parse("2099-01-01T00:00:00Z"));
        assertThat(english(signature.flaw(elsewhere.certificate(), NOW))).contains("issued by another authority");
        assertThat(english(signature.flaw("no certificate", NOW))).contains("Not a certificate");
    }

    @Test
    void aCertificateThatLapsedProvesNothing() throws Malformed {
        Sealer lapsed = Sealer.rsa("77", "CN=Test authority", Instant.parse("2026-11-20T08:00:00Z"));
        // What was sealed before it lapsed came later.
        VoucherSignature signature = SEAL.signatures(Sealer.message(Sealer.body("W1", Sealer.voucher("W1"), lapsed)))
                .get(0);
        assertThat(english(signature.flaw(lapsed.certificate(), NOW))).contains("77 expired on 2026-11-20");
        assertThat(english(signature.flaw(finance.certificate(), Instant.parse("2025-12-31T00:00:00Z"))))
                .contains("valid from 2026-01-01");
    }

    @Test
    void readsWhatOpensslSignedAndNotWhatItSignedWithSha1() throws Malformed, IOException {
        VoucherSeal seal = new VoucherSeal("", StandardCharsets.UTF_8);
        String certificate = Files.readString(OPENSSL.resolve("openssl-seal.pem"));
        assertThat(VoucherSeal.serial(certificate)).contains("51C0FFEE");

        assertThat(openssl(seal, "openssl-signature.txt").flaw(certificate, Instant.now()))
                .isEmpty();
        assertThat(english(openssl(seal, "openssl-sha1.txt").flaw(certificate, Instant.now())))
                .contains("must be one of SHA-256");
    }

    private static VoucherSignature openssl(VoucherSeal seal, String file) throws Malformed, IOException {
        String voucher = Base64.getEncoder().encodeToString(Files.readAllBytes(OPENSSL.resolve("openssl-voucher.xml")));
        String body = Sealer.body(
                        "W430100260401",
                        voucher,
                        "<Signature>" + Files.readString(OPENSSL.resolve(file)) + "</Signature>")
                .replace(" VtCode=\"5201\"", "");
        String message = new String(Sealer.message(body), Sealer.GBK).replace("encoding=\"GBK\"", "encoding=\"UTF-8\"");
        return seal.signatures(message.getBytes(StandardCharsets.UTF_8)).get(0);
    }

    @Test
    void readsTheObjectIdentifiersThatGmT0010Writes() throws Exception {
        byte[] document = Sealer.voucher("W1").getBytes(Sealer.GBK);
        String signature = Base64.getEncoder().encodeToString(byGmT0010(national.signature(document, true)));
        byte[] message = Sealer.message(Sealer.body(
                "W1", Base64.getEncoder().encodeToString(document), "<Signature>" + signature + "</Signature>"));
        assertThat(SEAL.signatures(message).get(0).flaw(national.certificate(), NOW))
                .isEmpty();
    }

    /** The same signature with the names of GM/T 0010 for the structure (…6.1.4.2.2) and the algorithm (…1.301.1). */
    private static byte[] byGmT0010(byte[] signature) throws IOException {
        ASN1Sequence outer = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(signature));
        ASN1Sequence data = ASN1Sequence.getInstance(ASN1TaggedObject.getInstance(outer.getObjectAt(1)), true);
        ASN1EncodableVector members = new ASN1EncodableVector();
        for (int i = 0; i < data.size() - 1; i++) {
            members.add(data.getObjectAt(i));
        }
        ASN1Sequence signer = ASN1Sequence.getInstance(
                ASN1Set.getInstance(data.getObjectAt(data.size() - 1)).getObjectAt(0));
        ASN1EncodableVector named = new ASN1EncodableVector();
        for (int i = 0; i < signer.size(); i++) {
            boolean algorithm = i == signer.size() - 2;
            named.add(algorithm ? new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign) : signer.getObjectAt(i));
        }
        members.add(new DERSet(new DERSequence(named)));
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(GMObjectIdentifiers.sm2_pkcs7_signedData);
        whole.add(new DERTaggedObject(true, 0, new DERSequence(members)));
        return new DERSequence(whole).getEncoded();
    }

    @Test
    void aMessageThatIsNotWhatItSaysIsRefusedInItsPlace() {
        String good = Sealer.body("W1", Sealer.voucher("W1"), finance);
        String voucher = Base64.getEncoder().encodeToString(Sealer.voucher("W1").getBytes(Sealer.GBK));
        Map<String, byte[]> wrong = new LinkedHashMap<>();
        wrong.put("VoucherCount says 2, and there are 1 vouchers", Sealer.counted("2", good));
        wrong.put("VoucherCount says 1, and there are 2 vouchers", Sealer.counted("1", good + good));
        wrong.put("has 1 to 500 vouchers", Sealer.counted("0", ""));
        wrong.put(
                "Voucher 1 (W1): should have 1 to 10 signatures, and has 0",
                Sealer.message(Sealer.body("W1", voucher, "")));
        wrong.put(
                "Voucher 1 (W1), signature 1: Not a signature of PKCS #7",
                Sealer.message(Sealer.body("W1", voucher, "<Signature>aGVsbG8=</Signature>")));
        wrong.put(
                "Voucher 1 (W1), signature 1: is not Base64",
                Sealer.message(Sealer.body("W1", voucher, "<Signature>?</Signature>")));
        wrong.put(
                "Voucher 1 (W9): is said to be VoucherNo=W9, and says W1 of itself",
                Sealer.message(good.replace("VoucherNo=\"W1\"", "VoucherNo=\"W9\"")));
        wrong.put(
                "is said to be VtCode=2203, and says 5201 of itself",
                Sealer.message(good.replace("VtCode=\"5201\"", "VtCode=\"2203\"")));
        wrong.put(
                "should have one Voucher, and has 2",
                Sealer.message(good.replace("<Voucher>", "<Voucher>" + voucher + "</Voucher><Voucher>")));
        wrong.put("should be MOF, and is MOX", "<MOX/>".getBytes(StandardCharsets.UTF_8));
        wrong.put("The message: should have one VoucherCount, and has 0", "<MOF/>".getBytes(StandardCharsets.UTF_8));
        assertThat(wrong).allSatisfy((sentence, message) -> {
            Malformed malformed = catchThrowableOfType(Malformed.class, () -> SEAL.signatures(message));
            assertThat(malformed.text().en()).contains(sentence);
        });
    }

    @Test
    void signsEachVoucherBesideTheSignaturesThatItHas() throws Malformed {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("@VoucherNo", "W1");
        body.put(
                "Voucher",
                Base64.getEncoder().encodeToString(Sealer.voucher("W1").getBytes(Sealer.GBK)));
        for (Sealer sealer : List.of(finance, national)) {
            Map<Object, Object> once = SEAL.sign(Map.of("VoucherCount", "1", "VoucherBody", body), of(sealer));
            Map<Object, Object> twice = SEAL.sign(once, of(finance));
            assertThat(each(twice, "@No")).containsExactly("1", "2");
            assertThat(each(twice, "@SN"))
                    .containsExactly(VoucherSeal.serial(sealer.certificate()).orElseThrow(), "51C0FFEE");
            byte[] signature = Base64.getDecoder().decode(each(twice, "#text").get(0));
            assertThat(Cms.read(Sealer.voucher("W1").getBytes(Sealer.GBK), signature)
                            .flaw(SealCertificate.read(sealer.certificate())))
                    .isEmpty();
        }
    }

    @Test
    void signsNothingWithoutAKeyOfTheCertificateOrWithAWrongCount() {
        Map<String, Object> message = Map.of("VoucherCount", "1", "VoucherBody", Map.of("Voucher", "PGEvPg=="));
        assertThat(refused(
                        message,
                        credentials(
                                finance.certificate(), Sealer.rsa("51c0ffee").key())))
                .contains("does not belong to the certificate 51C0FFEE");
        assertThat(refused(message, credentials(finance.certificate(), national.key())))
                .contains("Not a private key of the algorithm");
        assertThat(refused(message, credentials("?", finance.key()))).contains("Not a certificate");
        assertThat(refused(Map.of("VoucherCount", "1", "VoucherBody", List.of(Map.of())), of(finance)))
                .contains("The Voucher of voucher 1 is not Base64");
        assertThat(refused(Map.of("VoucherCount", "0"), of(finance))).contains("has 1 to 500 vouchers");
    }

    private static String refused(Map<String, Object> message, Credentials credentials) {
        return catchThrowableOfType(Malformed.class, () -> SEAL.sign(message, credentials))
                .text()
                .en();
    }

    /** One member of each signature of the only voucher. */
    private static List<String> each(Map<Object, Object> message, String member) {
        Map<?, ?> body = (Map<?, ?>) ((List<?>) message.get("VoucherBody")).get(0);
        List<?> signatures = (List<?>) ((Map<?, ?>) body.get("SignatureList")).get("Signature");
        return signatures.stream()
                .map(signature -> String.valueOf(((Map<?, ?>) signature).get(member)))
                .toList();
    }

    private static Credentials of(Sealer sealer) {
        return credentials(sealer.certificate(), sealer.key());
    }

    private static Credentials credentials(String certificate, String key) {
        return new Credentials() {
            @Override
            public String secret(String name) {
                return key;
            }

            @Override
            public String property(String name) {
                return Stream.of(name)
                        .filter("certificate"::equals)
                        .map(wanted -> certificate)
                        .findFirst()
                        .orElseThrow();
            }
        };
    }

    private static String english(Optional<Text> text) {
        return text.orElseThrow().en();
    }
}
