package io.xianghub.shared.shangmi;

import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Hashes of 32 bytes by SM3. */
// GB/T 32905-2016; HMAC: GB/T 15852.2
public final class Sm3 {

    private Sm3() {}

    public static byte[] digest(byte[] input) {
        SM3Digest digest = new SM3Digest();
        digest.update(input, 0, input.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    public static byte[] hmac(byte[] key, byte[] input) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        mac.update(input, 0, input.length);
        byte[] print = new byte[mac.getMacSize()];
        mac.doFinal(print, 0);
        return print;
    }
}
