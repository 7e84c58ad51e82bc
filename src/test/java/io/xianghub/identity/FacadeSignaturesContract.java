package io.xianghub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.Actor;
import io.xianghub.shared.Role;
import io.xianghub.shared.database.Databases;
import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.vault.Vault;
import io.xianghub.vault.Vaults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What signatures promise, on every database. */
abstract class FacadeSignaturesContract {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String FUND = "12430000MBHUB0041G";

    private final Dialect dialect;

    @TempDir
    Path folder;

    private JdbcClient jdbc;
    private Vault vault;
    private FacadeSignatures signatures;

    FacadeSignaturesContract(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void registerOneKey() {
        DataSource source = Databases.fresh(dialect);
        jdbc = JdbcClient.create(source);
        vault = Vaults.of(null, folder);
        signatures = new FacadeSignatures(jdbc, vault, Clock.fixed(NOW, ZoneOffset.UTC), true);
        signatures.add("fund", "s3cret", FUND, true);
    }

    @Test
    void letsASignedCallInAsTheDepartmentsClientWhateverTheLetterCase() throws Exception {
        Map<String, String> call = signed("s3cret", NOW, "n-1");
        assertThat(signatures.verify("x-tif", call::get))
                .isEqualTo(new Actor("fund", Set.of(Role.CLIENT), Set.of(FUND), null));
        Map<String, String> loud = new HashMap<>(signed("s3cret", NOW, "n-2"));
        loud.compute("x-tif-signature", (name, value) -> value.toUpperCase(Locale.ROOT));
        assertThat(signatures.verify("x-tif", loud::get).name()).isEqualTo("fund");
    }

    @Test
    void letsANonceInOnce() throws Exception {
        Map<String, String> call = signed("s3cret", NOW, "again");
        signatures.verify("x-tif", call::get);
        refuses(call);
    }

    @Test
    void aCallWithAWrongSignatureSpendsNoNonce() throws Exception {
        refuses(signed("wrong", NOW, "shared"));
        Map<String, String> call = signed("s3cret", NOW, "shared");
        assertThat(signatures.verify("x-tif", call::get).name()).isEqualTo("fund");
    }

    @Test
    void refusesATimestampOutsideTheWindow() throws Exception {
        refuses(signed("s3cret", NOW.minusSeconds(301), "old"));
        refuses(signed("s3cret", NOW.plusSeconds(301), "early"));
        Map<String, String> edge = signed("s3cret", NOW.minusSeconds(299), "edge");
        assertThat(signatures.verify("x-tif", edge::get).name()).isEqualTo("fund");
    }

    @Test
    void refusesAnUnknownSenderAndAMissingHeader() throws Exception {
        Map<String, String> stranger = new HashMap<>(signed("", NOW, "n-3"));
        stranger.put("x-tif-paasid", "stranger");
        refuses(stranger);
        Map<String, String> bare = new HashMap<>(signed("s3cret", NOW, "n-4"));
        bare.remove("x-tif-nonce");
        refuses(bare);
    }

    @Test
    void aKeyOfTheDemoOpensNothingOutsideIt() throws Exception {
        signatures = new FacadeSignatures(jdbc, vault, Clock.fixed(NOW, ZoneOffset.UTC), false);
        refuses(signed("s3cret", NOW, "n-5"));
    }

    private void refuses(Map<String, String> call) {
        assertThatThrownBy(() -> signatures.verify("x-tif", call::get))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_SIGNATURE));
    }

    private static Map<String, String> signed(String token, Instant at, String nonce) throws Exception {
        String timestamp = Long.toString(at.getEpochSecond());
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest((timestamp + token + nonce + timestamp).getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "x-tif-paasid",
                "fund",
                "x-tif-timestamp",
                timestamp,
                "x-tif-nonce",
                nonce,
                "x-tif-signature",
                HexFormat.of().formatHex(hash));
    }
}
