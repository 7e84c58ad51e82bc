package io.xianghub.legacy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** One SSH session to a department's server, opened when needed and again after it broke; its host key is pinned. */
final class SftpTransport implements Transport {

    private static final int SSH_PORT = 22;

    private final Binding binding;
    private final Watchdog watchdog;
    private final SshClient client = SshClient.setUpDefaultClient();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile @Nullable String refusedHostKey;
    private @Nullable ClientSession session;
    private @Nullable SftpClient sftp;

    @FunctionalInterface
    interface Work<R extends @Nullable Object> {
        R with(SftpClient sftp) throws IOException;
    }

    /** Another transfer holds the session. */
    static final class Busy extends IOException {}

    static final class TooSlow extends IOException {
        TooSlow(Exception cause) {
            super(cause);
        }
    }

    /** Which step to an open session failed: {@code connect}, {@code host-key} or {@code credentials}. */
    static final class NotOpened extends IOException {
        private final String step;

        NotOpened(String step, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.step = step;
        }

        String step() {
            return step;
        }
    }

    SftpTransport(Binding binding, Watchdog watchdog) {
        this.binding = binding;
        this.watchdog = watchdog;
        client.setServerKeyVerifier(pinned(binding.properties().get("host-key")));
        // Neither ~/.ssh/config nor the machine's own keys have a say.
        client.setHostConfigEntryResolver(org.apache.sshd.client.config.hosts.HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(org.apache.sshd.common.keyprovider.KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(30));
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ofMinutes(5));
        client.start();
    }

    private ServerKeyVerifier pinned(@Nullable String fingerprint) {
        return (opened, address, key) -> {
            boolean same = fingerprint != null && fingerprint.equals(fingerprint(key));
            refusedHostKey = same ? null : fingerprint(key);
            return same;
        };
    }

    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(key);
    }

    <R extends @Nullable Object> R use(Duration within, Work<R> work) throws IOException {
        if (!locked(within)) {
            throw new Busy();
        }
        try (Watchdog.Watch watch = watchdog.in(within, this::drop)) {
            try {
                return work.with(opened());
            } catch (IOException failed) {
                throw watch.fired() ? new TooSlow(failed) : failed;
            } catch (UncheckedIOException failed) {
                // The client's iterators over directories cannot throw it checked.
                throw watch.fired() ? new TooSlow(failed) : failed.getCause();
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean locked(Duration within) throws IOException {
        try {
            return oneAtATime.tryLock(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the session", stopped);
        }
    }

    private SftpClient opened() throws IOException {
        SftpClient open = sftp;
        if (open != null && open.isOpen()) {
            return open;
        }
        drop();
        ClientSession fresh = connect();
        try {
            authenticate(fresh);
            SftpClient next = SftpClientFactory.instance().createSftpClient(fresh);
            session = fresh;
            sftp = next;
            return next;
        } catch (IOException failed) {
            fresh.close(true);
            throw failed;
        }
    }

    private ClientSession connect() throws IOException {
        URI address = URI.create(binding.address());
        refusedHostKey = null;
        try {
            return client.connect(
                            binding.properties().getOrDefault("user", ""),
                            address.getHost(),
                            address.getPort() < 0 ? SSH_PORT : address.getPort())
                    .verify(binding.connectTimeout())
                    .getSession();
        } catch (IOException failed) {
            throw new NotOpened("connect", "No connection to the server", failed);
        }
    }

    private void authenticate(ClientSession fresh) throws IOException {
        Secret secret = binding.secret();
        if (secret != null && secret.value().startsWith("-----BEGIN")) {
            fresh.addPublicKeyIdentity(keyPair(secret));
        } else if (secret != null) {
            fresh.addPasswordIdentity(secret.value());
        }
        try {
            fresh.auth().verify(binding.timeout());
        } catch (IOException failed) {
            String foreign = refusedHostKey;
            throw foreign != null
                    ? new NotOpened("host-key", foreign, failed)
                    : new NotOpened("credentials", "User, password or key is wrong", failed);
        }
    }

    private static KeyPair keyPair(Secret secret) throws IOException {
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("secret"),
                    new ByteArrayInputStream(secret.value().getBytes(StandardCharsets.UTF_8)),
                    FilePasswordProvider.EMPTY);
            return Optional.ofNullable(pairs)
                    .map(Iterable::iterator)
                    .filter(found -> found.hasNext())
                    .map(found -> found.next())
                    .orElseThrow(() -> new NotOpened("credentials", "The secret holds no private key", null));
        } catch (GeneralSecurityException unreadable) {
            throw new NotOpened("credentials", "The private key cannot be read", unreadable);
        }
    }

    private void drop() {
        ClientSession old = session;
        session = null;
        sftp = null;
        if (old != null) {
            old.close(true);
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
