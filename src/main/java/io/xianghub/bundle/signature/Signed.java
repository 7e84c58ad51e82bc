package io.xianghub.bundle.signature;

import java.time.Instant;

/**
 * Who signed a deployed version, proved with a trusted key; part of the receipt.
 *
 * @param key id of the key that proves it
 */
public record Signed(String signer, String key, String algorithm, Instant at) {

    static Signed of(BundleSignature signature) {
        return new Signed(
                signature.signer(), signature.key(), signature.algorithm().label(), signature.at());
    }

    /** As it stands in the receipt. */
    public String words() {
        return signer + " (" + algorithm + " " + key + ")";
    }
}
