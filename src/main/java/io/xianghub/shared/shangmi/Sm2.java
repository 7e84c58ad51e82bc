package io.xianghub.shared.shangmi;

import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** What both ends of an SM2 exchange must agree on, and where systems differ. */
// GB/T 32918-2016, GM/T 0003.5, GM/T 0009
public final class Sm2 {

    /** The id of a signer who has none of his own. */
    public static final String DEFAULT_USER = "1234567812345678";

    static final ECNamedDomainParameters CURVE = new ECNamedDomainParameters(
            GMObjectIdentifiers.sm2p256v1, GMNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1));

    private Sm2() {}

    /** Not a method of the form: verifying it would load the library, whose jar is signed, for whoever only reads the name of one. */
    static DSAEncoding encoding(SignatureForm form) {
        return form == SignatureForm.DER ? StandardDSAEncoding.INSTANCE : PlainDSAEncoding.INSTANCE;
    }

    /** How the two numbers of a signature are written. */
    public enum SignatureForm {
        /** A SEQUENCE of two INTEGERs, 70 to 72 bytes. */
        DER,
        /** r‖s, 64 bytes. */
        RAW;

        SignatureForm other() {
            return this == DER ? RAW : DER;
        }
    }

    /** In which order a ciphertext has its point, its hash and its content. */
    public enum CipherOrder {
        /** As the standard of 2016 has it. */
        C1C3C2(SM2Engine.Mode.C1C3C2),
        /** As its draft of 2010 and older libraries have it. */
        C1C2C3(SM2Engine.Mode.C1C2C3);

        private final SM2Engine.Mode mode;

        CipherOrder(SM2Engine.Mode mode) {
            this.mode = mode;
        }

        SM2Engine.Mode mode() {
            return mode;
        }

        CipherOrder other() {
            return this == C1C3C2 ? C1C2C3 : C1C3C2;
        }
    }
}
