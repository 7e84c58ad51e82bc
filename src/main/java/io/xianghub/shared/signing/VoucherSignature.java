package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.time.Instant;
import java.util.Optional;

/** One of the signatures of a voucher, before anything is believed. */
public final class VoucherSignature {

    private final Text name;
    private final Cms cms;

    private VoucherSignature(Text name, Cms cms) {
        this.name = name;
        this.cms = cms;
    }

    static VoucherSignature read(Text name, byte[] voucher, byte[] signature) throws Malformed {
        try {
            return new VoucherSignature(name, Cms.read(voucher, signature));
        } catch (Malformed unreadable) {
            throw VoucherMessage.wrong(VoucherMessage.joined(name, unreadable.text()));
        }
    }

    /** The serial number of the certificate that it says it was made with. */
    public String signer() {
        return cms.signer();
    }

    /** The sentence with the voucher and the number of the signature before it. */
    public Text said(Text what) {
        return VoucherMessage.joined(name, what);
    }

    /** Why it does not hold, by the certificate that is registered for its signer; empty when it does. */
    public Optional<Text> flaw(String certificate, Instant now) {
        try {
            SealCertificate known = SealCertificate.read(certificate);
            return known.lapse(now).or(() -> cms.flaw(known)).map(this::said);
        } catch (Malformed noCertificate) {
            return Optional.of(said(noCertificate.text()));
        }
    }
}
