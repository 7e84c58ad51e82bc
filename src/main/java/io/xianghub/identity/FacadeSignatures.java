package io.xianghub.identity;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Times;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signatures of the scheme {@code x-tif}, which covers time and nonce but not the body: TLS must protect that. */
final class FacadeSignatures implements Signatures {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final boolean demo;

    /** @param demo whether the demo's keys count */
    FacadeSignatures(JdbcClient jdbc, Vault vault, Clock clock, boolean demo) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.demo = demo;
    }

    private record Key(String sealedToken, String department) {}

    @Override
    public Actor verify(String scheme, Function<String, @Nullable String> header) {
        if (!"x-tif".equals(scheme)) {
            throw new IllegalArgumentException("Unknown signature scheme " + scheme);
        }
        String paasid = required(header, "x-tif-paasid");
        String timestamp = required(header, "x-tif-timestamp");
        String nonce = required(header, "x-tif-nonce");
        String signature = required(header, "x-tif-signature");
        Instant signedAt = signedAt(timestamp);
        Key key = key(paasid);
        // An unknown caller costs the same comparison as a known one.
        String token = key == null ? "" : open(key.sealedToken());
        boolean equal = MessageDigest.isEqual(
                sha256(timestamp + token + nonce + timestamp).getBytes(StandardCharsets.US_ASCII),
                signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        if (key == null || !equal) {
            throw invalid(Text.of(
                    "x-tif-signature 与内容不符，或 x-tif-paasid 未登记",
                    "x-tif-signature does not fit, or x-tif-paasid is not registered"));
        }
        spend(paasid, nonce, signedAt);
        return new Actor(paasid, Set.of(Role.CLIENT), Set.of(key.department()), null);
    }

    private String open(String sealed) {
        return new String(vault.open(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    }

    private Instant signedAt(String timestamp) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            throw invalid(Text.of("x-tif-timestamp 应为以秒计的时间", "x-tif-timestamp should be a time in seconds"));
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw invalid(Text.of(
                    "x-tif-timestamp 与枢纽时间相差超过 5 分钟", "x-tif-timestamp is more than 5 minutes from the hub's clock"));
        }
        return signedAt;
    }

    private @Nullable Key key(String paasid) {
        return jdbc.sql(
                        """
                        select sealed_token, department from facade_key
                         where paasid = :paasid and (demo = false or :demo)""")
                .param("paasid", paasid)
                .param("demo", demo)
                .query((row, number) -> new Key(row.getString("sealed_token"), row.getString("department")))
                .optional()
                .orElse(null);
    }

    /** The table's primary key decides between two calls with one nonce, on whichever nodes they arrive. */
    private void spend(String paasid, String nonce, Instant signedAt) {
        jdbc.sql("delete from used_nonce where expires_at < :now")
                .param("now", Times.column(clock.instant()))
                .update();
        try {
            jdbc.sql("insert into used_nonce (paasid, nonce, expires_at) values (:paasid, :nonce, :expiresAt)")
                    .param("paasid", paasid)
                    .param("nonce", sha256(nonce))
                    .param("expiresAt", Times.column(signedAt.plus(WINDOW).plusSeconds(1)))
                    .update();
        } catch (DuplicateKeyException replayed) {
            throw invalid(Text.of("x-tif-nonce 已用过", "x-tif-nonce was used before"));
        }
    }

    /** Writes a new key; leaves one that exists as it is. */
    void add(String paasid, String token, String department, boolean forDemo) {
        byte[] sealed = vault.seal(token.getBytes(StandardCharsets.UTF_8));
        jdbc.sql(
                        """
                        insert into facade_key (paasid, sealed_token, department, demo)
                        select :paasid, :token, :department, :demo
                         where not exists (select 1 from facade_key where paasid = :paasid)""")
                .param("paasid", paasid)
                .param("token", Base64.getEncoder().encodeToString(sealed))
                .param("department", department)
                .param("demo", forDemo)
                .update();
    }

    private static String required(Function<String, @Nullable String> header, String name) {
        String value = header.apply(name);
        if (value == null || value.isBlank() || value.length() > 200) {
            throw invalid(Text.of("缺少请求头 %s，或过长", "The header %s is missing or too long", name));
        }
        return value;
    }

    private static Problem invalid(Text detail) {
        return Problem.of(ProblemType.INVALID_SIGNATURE, detail);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
