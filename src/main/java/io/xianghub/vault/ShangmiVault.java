package io.xianghub.vault;

import io.xianghub.shared.shangmi.Sm3;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A vault of the national algorithms. Sealed bytes are: form (1 byte), key id (4), nonce (12), ciphertext and tag (16).
 */
// SM3: GB/T 32905; SM4: GB/T 32907
final class ShangmiVault implements Vault {

    private static final byte FORM = 1;
    private static final int HEAD = 5;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] printing;
    private final Map<Integer, byte[]> sealing = new LinkedHashMap<>();
    private final int newest;
    private final byte[] newestKey;

    ShangmiVault(KeyRing keys) {
        printing = derive(keys.masters().get(0), "fingerprint");
        for (byte[] master : keys.masters()) {
            sealing.put(keyId(master), sealingKey(master));
        }
        byte[] last = keys.masters().get(keys.masters().size() - 1);
        newest = keyId(last);
        newestKey = sealingKey(last);
    }

    @Override
    public String fingerprint(String certificateNumber) {
        return HexFormat.of().formatHex(hmac(printing, certificateNumber));
    }

    @Override
    public byte[] seal(byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD).put(FORM).putInt(newest).array();
        GCMModeCipher cipher = cipher(true, newestKey, nonce, head);
        byte[] sealed = new byte[HEAD + NONCE + cipher.getOutputSize(plain.length)];
        System.arraycopy(head, 0, sealed, 0, HEAD);
        System.arraycopy(nonce, 0, sealed, HEAD, NONCE);
        try {
            int written = cipher.processBytes(plain, 0, plain.length, sealed, HEAD + NONCE);
            cipher.doFinal(sealed, HEAD + NONCE + written);
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("Bytes could not be sealed", impossible);
        }
        return sealed;
    }

    @Override
    public byte[] open(byte[] sealed) {
        if (sealed.length < HEAD + NONCE + TAG_BITS / 8 || sealed[0] != FORM) {
            throw new IllegalStateException("These bytes were not sealed by the vault");
        }
        byte[] key = sealing.get(ByteBuffer.wrap(sealed, 1, 4).getInt());
        if (key == null) {
            throw new IllegalStateException("The bytes were sealed under a key that the hub does not have");
        }
        byte[] head = Arrays.copyOf(sealed, HEAD);
        GCMModeCipher cipher = cipher(false, key, Arrays.copyOfRange(sealed, HEAD, HEAD + NONCE), head);
        int length = sealed.length - HEAD - NONCE;
        byte[] plain = new byte[cipher.getOutputSize(length)];
        try {
            int written = cipher.processBytes(sealed, HEAD + NONCE, length, plain, 0);
            cipher.doFinal(plain, written);
        } catch (InvalidCipherTextException altered) {
            throw new IllegalStateException("The sealed bytes were altered", altered);
        }
        return plain;
    }

    private static GCMModeCipher cipher(boolean seal, byte[] key, byte[] nonce, byte[] head) {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(seal, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, head));
        return cipher;
    }

    private static int keyId(byte[] master) {
        return ByteBuffer.wrap(derive(master, "key id")).getInt();
    }

    private static byte[] sealingKey(byte[] master) {
        return Arrays.copyOf(derive(master, "seal"), 16);
    }

    private static byte[] derive(byte[] master, String purpose) {
        return hmac(master, "xianghub vault: " + purpose);
    }

    private static byte[] hmac(byte[] key, String text) {
        return Sm3.hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
