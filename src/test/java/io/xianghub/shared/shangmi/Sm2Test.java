package io.xianghub.shared.shangmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.shangmi.Sm2.CipherOrder;
import io.xianghub.shared.shangmi.Sm2.SignatureForm;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Keys, numbers and results of GM/T 0003.5-2012; and the three reasons why two systems fail to understand each other. */
class Sm2Test {

    private static final String D = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    private static final String X = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020";
    private static final String Y = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private static final String K = "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
    private static final String R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
    private static final String S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
    private static final String C1 = "04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73"
            + "E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0";
    private static final String C2 = "21886CA989CA9C7D58087307CA93092D651EFA";
    private static final String C3 = "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766";
    private static final byte[] MESSAGE = bytes("message digest");
    private static final byte[] PLAIN = bytes("encryption standard");

    /** Gives the standard's number instead of a random one. */
    private static final class Standard extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(hex(K), 0, bytes, bytes.length - 32, 32);
        }
    }

    @Test
    void signsTheStandardsExampleInBothForms() throws Malformed {
        Sm2PrivateKey key = Sm2PrivateKey.read(D, new Standard());
        assertThat(print(key.sign(MESSAGE, Sm2.DEFAULT_USER, SignatureForm.RAW)))
                .isEqualTo(R + S);
        assertThat(print(key.sign(MESSAGE, Sm2.DEFAULT_USER, SignatureForm.DER)))
                .isEqualTo("3046022100" + R + "022100" + S);
    }

    @Test
    void enciphersTheStandardsExampleInBothOrdersWithAndWithoutItsPrefix() throws Malformed {
        Sm2PublicKey key = Sm2PrivateKey.read(D, new Standard()).publicKey();
        assertThat(print(key.encrypt(PLAIN, CipherOrder.C1C3C2, false))).isEqualTo(C1 + C3 + C2);
        assertThat(print(key.encrypt(PLAIN, CipherOrder.C1C2C3, true))).isEqualTo("04" + C1 + C2 + C3);
    }

    @Test
    void opensTheStandardsExampleWithAndWithoutItsPrefix() throws Malformed {
        Sm2PrivateKey key = Sm2PrivateKey.read(D);
        // C1 begins with 04 itself, which must not be taken for the prefix
        assertThat(key.decrypt(hex(C1 + C3 + C2), CipherOrder.C1C3C2)).isEqualTo(PLAIN);
        assertThat(key.decrypt(hex("04" + C1 + C2 + C3), CipherOrder.C1C2C3)).isEqualTo(PLAIN);
    }

    @Test
    void knowsTheSignatureOfTheStandardAndNotOfAnAlteredMessage() throws Malformed {
        Sm2PublicKey key = Sm2PublicKey.read(X + Y);
        assertThat(key.flaw(MESSAGE, hex(R + S), Sm2.DEFAULT_USER, SignatureForm.RAW))
                .isEmpty();
        assertThat(key.flaw(bytes("message digesT"), hex(R + S), Sm2.DEFAULT_USER, SignatureForm.RAW))
                .hasValueSatisfying(flaw -> assertThat(flaw.en()).contains("does not fit"));
    }

    @Test
    void saysThatTheSignatureIsWrittenInTheOtherForm() throws Malformed {
        Sm2PublicKey key = Sm2PublicKey.read(X + Y);
        assertThat(key.flaw(MESSAGE, hex(R + S), Sm2.DEFAULT_USER, SignatureForm.DER))
                .hasValueSatisfying(flaw ->
                        assertThat(flaw.en()).isEqualTo("The SM2 signature is written as RAW, and DER is declared"));
    }

    @Test
    void saysThatTheSignerUsedTheDefaultUserId() throws Malformed {
        Sm2PublicKey key = Sm2PublicKey.read(X + Y);
        assertThat(key.flaw(MESSAGE, hex(R + S), "xyb@hunan.gov.cn", SignatureForm.RAW))
                .hasValueSatisfying(flaw -> assertThat(flaw.en()).contains("the default user id 1234567812345678"));
        byte[] own = Sm2PrivateKey.read(D).sign(MESSAGE, "xyb@hunan.gov.cn", SignatureForm.RAW);
        assertThat(key.flaw(MESSAGE, own, "xyb@hunan.gov.cn", SignatureForm.RAW))
                .isEmpty();
        assertThat(key.flaw(MESSAGE, own, Sm2.DEFAULT_USER, SignatureForm.RAW)).isPresent();
    }

    @Test
    void saysThatTheCiphertextIsInTheOtherOrder() throws Malformed {
        Sm2PrivateKey key = Sm2PrivateKey.read(D);
        Malformed other =
                catchThrowableOfType(Malformed.class, () -> key.decrypt(hex("04" + C1 + C2 + C3), CipherOrder.C1C3C2));
        assertThat(other.text().en()).isEqualTo("The SM2 ciphertext is in the order C1C2C3, and C1C3C2 is declared");
        byte[] altered = hex(C1 + C3 + C2);
        altered[altered.length - 1] ^= 1;
        assertThat(catchThrowableOfType(Malformed.class, () -> key.decrypt(altered, CipherOrder.C1C3C2))
                        .text()
                        .en())
                .contains("altered");
    }

    @Test
    void readsBothHalvesInEachWayTheyAreHandedOver() throws Malformed {
        // openssl ecparam -name SM2, of the number above
        String pkcs8 = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(hex("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420"
                                + D + "a14403420004" + X + Y))
                + "\n-----END PRIVATE KEY-----\n";
        for (String written : new String[] {D, Base64.getEncoder().encodeToString(hex(D)), pkcs8}) {
            assertThat(Sm2PrivateKey.read(written).publicKey().hex()).isEqualToIgnoringCase("04" + X + Y);
        }
        String spki = Base64.getEncoder()
                .encodeToString(hex("3059301306072a8648ce3d020106082a811ccf5501822d03420004" + X + Y));
        for (String written : new String[] {X + Y, "04" + X + Y, "03" + X, spki}) {
            assertThat(Sm2PublicKey.read(written).hex()).isEqualToIgnoringCase("04" + X + Y);
        }
    }

    @Test
    void refusesAPointThatIsNotOnTheCurveAndAKeyOfAnotherCurve() {
        assertThatThrownBy(() -> Sm2PublicKey.read(X + X)).isInstanceOf(Malformed.class);
        // prime256v1 instead of sm2p256v1
        assertThatThrownBy(() ->
                        Sm2PrivateKey.read("308141020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420"
                                        .toLowerCase(Locale.ROOT)
                                + D))
                .isInstanceOf(Malformed.class);
        assertThat(catchThrowableOfType(Malformed.class, () -> Sm2PrivateKey.read("hello")))
                .isNotNull()
                .hasMessageNotContaining("hello");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String print(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
