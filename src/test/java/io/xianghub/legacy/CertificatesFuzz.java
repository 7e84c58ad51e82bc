package io.xianghub.legacy;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.shangmi.Sm2;
import io.xianghub.shared.shangmi.Sm2PrivateKey;
import io.xianghub.shared.shangmi.Sm2PublicKey;
import io.xianghub.shared.shangmi.Sm4;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.vault.SigningKey;
import io.xianghub.vault.VerificationKey;
import java.nio.charset.StandardCharsets;

/** Certificates and keys as people hand them over: one that works, or words about why it is none. */
public final class CertificatesFuzz {

    private static final byte[] MESSAGE = {1, 2, 3};

    private CertificatesFuzz() {}

    /** @param data a letter for what it should be, then its text */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        String text = new String(data, 1, data.length - 1, StandardCharsets.ISO_8859_1);
        Oracle.bounded(data, () -> {
            switch (data[0]) {
                case 'c' -> certificates(text);
                case 'v' -> verification(text);
                case 's' -> SigningKey.read(text).sign(MESSAGE);
                case 'p' -> sm2(text);
                case 'k' -> Sm4.read(text).encrypt(Sm4.Mode.ECB, new byte[0], MESSAGE);
                default -> Sm2PrivateKey.read(text).sign(MESSAGE, Sm2.DEFAULT_USER, Sm2.SignatureForm.DER);
            }
        });
    }

    private static void certificates(String text) {
        try {
            Oracle.require(
                    !Certificates.read("trust", new Tls.Material("written", text))
                            .isEmpty(),
                    "no certificate");
        } catch (UnfitTls refused) {
            Oracle.require(!refused.getMessage().isBlank(), "a refusal without words");
        }
    }

    private static void verification(String text) throws Malformed {
        VerificationKey key = VerificationKey.read(text);
        Oracle.same(key.id(), VerificationKey.read(key.pem()).id(), "another key is read than was written");
        Oracle.require(!key.verifies(MESSAGE, MESSAGE), "three bytes are a signature");
    }

    private static void sm2(String text) throws Malformed {
        Sm2PublicKey key = Sm2PublicKey.read(text);
        Oracle.same(key.hex(), Sm2PublicKey.read(key.hex()).hex(), "another key is read than was written");
        Oracle.require(
                key.flaw(MESSAGE, MESSAGE, Sm2.DEFAULT_USER, Sm2.SignatureForm.DER)
                        .isPresent(),
                "three bytes are a signature");
    }
}
