package io.xianghub.bundle.active;

import io.xianghub.bundle.BundleLimits;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.camel.RunningBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts shadows and keeps what they find until the candidate leaves: each shadow has a row of its own, so that a restart
 * loses nothing and several nodes add up.
 */
public final class Shadows {

    private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final BundleLimits.Tapes tapes;

    public Shadows(JdbcClient jdbc, JsonMapper json, BundleLimits.Tapes tapes) {
        this.jdbc = jdbc;
        this.json = json;
        this.tapes = tapes;
    }

    BundleLimits.Tapes tapes() {
        return tapes;
    }

    Shadow start(RunningBundle candidate, int share) {
        return new Shadow(candidate, share, this);
    }

    /** What has been found of the candidate so far, here and on other nodes; null when nobody has looked. */
    public @Nullable Shadowed found(Candidate candidate) {
        Services.Active version = candidate.running().version();
        Shadow shadow = candidate.shadow();
        ShadowFindings findings = shadow == null ? kept(version, "") : shadow.comparison();
        return findings.isEmpty() ? null : new Shadowed(version.version(), version.digest(), findings);
    }

    /** What all shadows of this version but one have kept. */
    ShadowFindings kept(Services.Active version, String except) {
        return jdbc
                .sql(
                        """
                        select body from bundle_shadow
                         where name = :name and major = :major and digest = :digest and id <> :except
                         order by id""")
                .param("name", version.bundle().value())
                .param("major", version.version().major())
                .param("digest", version.digest())
                .param("except", except)
                .query((row, number) -> json.readValue(row.getString("body"), ShadowFindings.class))
                .list()
                .stream()
                .reduce(ShadowFindings.NONE, ShadowFindings::plus);
    }

    /** Keeps what a shadow has found, as long as its version stands beside the active one. */
    void keep(String id, Services.Active version, ShadowFindings found) {
        try {
            String body = json.writeValueAsString(found);
            int known = jdbc.sql("update bundle_shadow set body = :body where id = :id")
                    .param("body", body)
                    .param("id", id)
                    .update();
            if (known == 0) {
                begin(id, version, body);
            }
        } catch (RuntimeException lost) {
            LOG.warn("What the shadow {} found could not be kept", version, lost);
        }
    }

    private void begin(String id, Services.Active version, String body) {
        jdbc.sql(
                        """
                        insert into bundle_shadow (id, name, major, digest, body)
                        select cast(:id as char(26)), name, major, digest, cast(:body as text)
                          from bundle_candidate
                         where name = :name and major = :major and digest = :digest""")
                .param("id", id)
                .param("name", version.bundle().value())
                .param("major", version.version().major())
                .param("digest", version.digest())
                .param("body", body)
                .update();
    }
}
