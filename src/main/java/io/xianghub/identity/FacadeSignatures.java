package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Times;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.signing.Authentication;
import io.xianghub.shared.signing.SignedCall;
import io.xianghub.shared.signing.SigningScheme;
import io.xianghub.shared.signing.VoucherSeal;
import io.xianghub.shared.wire.Malformed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signatures of legacy-shaped calls: made within five minutes by a key that is registered, and used once. */
final class FacadeSignatures implements Signatures {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    // An unknown caller costs the same hash as a known one.
    private static final String NOBODY = "nobody's token";

    private static final Text UNFIT =
            Text.of("签名与内容不符，或调用方未登记", "The signature does not fit, or the caller is not registered");

    private final FacadeKeys keys;
    private final JdbcClient jdbc;
    private final Clock clock;

    FacadeSignatures(FacadeKeys keys, JdbcClient jdbc, Clock clock) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Actor verify(Authentication authentication, SignedCall call, Function<String, @Nullable String> header) {
        if (authentication instanceof VoucherSeal seal) {
            return new FacadeVouchers(keys, clock).verify(seal, call.body());
        }
        return verify((SigningScheme) authentication, call, header);
    }

    private Actor verify(SigningScheme scheme, SignedCall call, Function<String, @Nullable String> header) {
        SigningScheme.Claim claim = claim(scheme, call, header);
        requireInTime(claim.signedAt());
        FacadeKeys.Key key = keys.find(claim.caller()).orElse(null);
        String secret = key == null ? null : scheme.hasKeyPair() ? key.publicKey() : key.token();
        Optional<Text> flaw = scheme.flaw(call, claim, secret == null ? NOBODY : secret);
        boolean ofThisScheme =
                key != null && (key.scheme() == null || key.scheme().equals(scheme.name()));
        if (key == null || secret == null || !ofThisScheme) {
            throw invalid(UNFIT);
        }
        if (flaw.isPresent()) {
            throw invalid(scheme.hasKeyPair() ? flaw.get() : UNFIT);
        }
        spend(claim.caller(), scheme.once(call, claim), claim.signedAt());
        return new Actor(claim.caller(), Set.of(Role.CLIENT), Set.of(key.department()), null);
    }

    private static SigningScheme.Claim claim(
            SigningScheme scheme, SignedCall call, Function<String, @Nullable String> header) {
        try {
            return scheme.claim(call, header);
        } catch (Malformed incomplete) {
            throw invalid(incomplete.text());
        }
    }

    private void requireInTime(Instant signedAt) {
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw invalid(
                    Text.of("签名时间与枢纽时间相差超过 5 分钟", "The signature's time is more than 5 minutes from the hub's clock"));
        }
    }

    /** The table's primary key decides between two calls with one nonce, on whichever nodes they arrive. */
    private void spend(String caller, List<byte[]> once, Instant signedAt) {
        jdbc.sql("delete from used_nonce where expires_at < :now")
                .param("now", Times.column(clock.instant()))
                .update();
        try {
            once.forEach(bytes -> spend(caller, bytes, signedAt));
        } catch (DuplicateKeyException replayed) {
            throw invalid(Text.of("此签名已用过：每次调用须有新的随机数", "This was used before: each call needs a new nonce"));
        }
    }

    private void spend(String caller, byte[] bytes, Instant signedAt) {
        jdbc.sql("insert into used_nonce (paasid, nonce, expires_at) values (:paasid, :nonce, :expiresAt)")
                .param("paasid", caller)
                .param("nonce", sha256(bytes))
                .param("expiresAt", Times.column(signedAt.plus(WINDOW).plusSeconds(1)))
                .update();
    }

    private static Problem invalid(Text detail) {
        return Problem.of(ProblemType.INVALID_SIGNATURE, detail);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
