package io.xianghub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShangmiVaultTest {

    private static final String OLD = key((byte) 1);
    private static final String NEW = key((byte) 2);

    @TempDir
    Path folder;

    private static String key(byte fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, fill);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void opensWhatItSealedAndNeverSealsTheSameWayTwice() {
        Vault vault = Vaults.of(OLD, folder);
        byte[] plain = "余额1234.50元".getBytes(StandardCharsets.UTF_8);

        assertThat(vault.open(vault.seal(plain))).isEqualTo(plain);
        assertThat(vault.seal(plain)).isNotEqualTo(vault.seal(plain));
        assertThat(new String(vault.seal(plain), StandardCharsets.ISO_8859_1)).doesNotContain("1234.50");
    }

    @Test
    void refusesBytesOfWhichOneBitWasAltered() {
        Vault vault = Vaults.of(OLD, folder);
        byte[] sealed = vault.seal(new byte[] {1, 2, 3});
        for (int at = 0; at < sealed.length; at++) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> vault.open(altered)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void opensWhatAnOlderKeySealedAndKeepsFingerprintsWhenKeysRotate() {
        Vault before = Vaults.of(OLD, folder);
        Vault after = Vaults.of(OLD + "," + NEW, folder);
        byte[] plain = {7};

        assertThat(after.open(before.seal(plain))).isEqualTo(plain);
        assertThat(after.fingerprint("430301190001010028")).isEqualTo(before.fingerprint("430301190001010028"));
        assertThatThrownBy(() -> before.open(after.seal(plain))).hasMessageContaining("does not have");
    }

    @Test
    void printsDifferentKeysDifferently() {
        assertThat(Vaults.of(OLD, folder).fingerprint("430301190001010028"))
                .hasSize(64)
                .isNotEqualTo(Vaults.of(NEW, folder).fingerprint("430301190001010028"));
    }

    @Test
    void makesItsOwnKeyOnceAndForItsOwnerOnly() throws Exception {
        Vault first = Vaults.of(null, folder);
        Vault again = Vaults.of(null, folder);

        assertThat(again.open(first.seal(new byte[] {9}))).containsExactly(9);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("vault/keys"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAKeyFileThatOthersCanRead() throws Exception {
        Vaults.of(null, folder);
        Files.setPosixFilePermissions(folder.resolve("vault/keys"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Vaults.of(null, folder)).hasMessageContaining("chmod 600");
    }

    @Test
    void neverRepeatsAWrongKeyInItsComplaint() {
        assertThatThrownBy(() -> Vaults.of("not*base64*at*all", folder))
                .hasNoCause()
                .message()
                .doesNotContain("not*base64");
        assertThatThrownBy(() -> Vaults.of("c2hvcnQ=", folder)).hasMessageContaining("32 bytes");
    }
}
