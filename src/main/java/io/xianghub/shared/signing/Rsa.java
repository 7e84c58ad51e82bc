package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Signatures of RSA with SHA-256 (PKCS #1), by keys in PEM or Base64. */
final class Rsa {

    private Rsa() {}

    static byte[] sign(byte[] text, String pkcs8) throws Malformed {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(pkcs8))));
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw wrong(Text.of("不是 RSA 私钥（PKCS#8）", "Not a private key of RSA (PKCS #8)"));
        }
    }

    static boolean verifies(byte[] text, byte[] signature, String spki) throws Malformed {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(spki))));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (SignatureException notOne) {
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw wrong(Text.of("不是 RSA 公钥", "Not a public key of RSA"));
        }
    }

    static boolean isPublicKey(String spki) {
        try {
            KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(spki)));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return false;
        }
    }

    private static byte[] der(String written) {
        return Base64.getDecoder()
                .decode(written.replaceAll("-----[A-Z0-9 ]{1,60}-----", "").replaceAll("\\s", ""));
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
