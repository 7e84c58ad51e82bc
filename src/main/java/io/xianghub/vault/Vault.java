package io.xianghub.vault;

/** The hub's keys at work. */
public interface Vault {

    /** HMAC-SM3 of a certificate number under the hub's key, 64 hexadecimal characters; equal numbers, equal prints. */
    String fingerprint(String certificateNumber);

    /** Seals bytes with SM4-GCM under the hub's key; the result names the key, so that keys can rotate. */
    byte[] seal(byte[] plain);

    /** @throws IllegalStateException when the bytes were altered or sealed under a key the hub does not have */
    byte[] open(byte[] sealed);
}
