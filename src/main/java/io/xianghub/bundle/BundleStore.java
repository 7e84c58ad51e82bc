package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import io.xianghub.shared.database.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The bundle versions and receipts that the database keeps: the truth of what runs. */
final class BundleStore {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    BundleStore(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    record ActiveRow(BundleName name, int major, String digest, Instant since) {}

    record VersionRow(Version version, String digest, Instant createdAt, String createdBy, boolean active) {}

    List<ActiveRow> active() {
        return jdbc.sql("select name, major, digest, since from bundle_active order by name, major")
                .query((row, number) -> new ActiveRow(
                        new BundleName(row.getString("name")),
                        row.getInt("major"),
                        row.getString("digest"),
                        Times.instant(row, "since")))
                .list();
    }

    byte[] zip(BundleName name, String digest) {
        return jdbc.sql("select zip from bundle_version where name = :name and digest = :digest")
                .param("name", name.value())
                .param("digest", digest)
                .query((row, number) -> row.getBytes("zip"))
                .single();
    }

    /** The digest under which this version was deployed before; the newest where several were. */
    Optional<String> digestOf(BundleName name, Version version) {
        return jdbc.sql(
                        """
                        select digest from bundle_version
                         where name = :name and version = :version
                         order by created_at desc fetch first 1 rows only""")
                .param("name", name.value())
                .param("version", version.toString())
                .query(String.class)
                .optional();
    }

    List<VersionRow> versions(BundleName name) {
        return jdbc.sql(
                        """
                        select v.version, v.digest, v.created_at, v.created_by,
                               exists (select 1 from bundle_active a where a.name = v.name and a.digest = v.digest) as active
                          from bundle_version v
                         where v.name = :name
                         order by v.created_at desc""")
                .param("name", name.value())
                .query((row, number) -> new VersionRow(
                        Version.of(row.getString("version")),
                        row.getString("digest"),
                        Times.instant(row, "created_at"),
                        row.getString("created_by"),
                        row.getBoolean("active")))
                .list();
    }

    /** The departments that the bundle's versions belong to; engineers of all of them are asked for. */
    List<String> owners(BundleName name) {
        return jdbc.sql("select distinct department from bundle_version where name = :name")
                .param("name", name.value())
                .query(String.class)
                .list();
    }

    /** What the deployment that first brought this digest replaced; taking it back twice goes back two steps. */
    Optional<String> replacedBy(BundleName name, int major, String digest) {
        return jdbc.sql(
                        """
                        select previous_digest from bundle_receipt
                         where name = :name and major = :major and digest = :digest and previous_digest is not null
                           and outcome = 'deployed'
                         order by id desc fetch first 1 rows only""")
                .param("name", name.value())
                .param("major", major)
                .param("digest", digest)
                .query(String.class)
                .optional();
    }

    /** Makes a version the active one, with its receipt, in one transaction. */
    void activate(BundleFiles files, String department, Receipt receipt) {
        transaction.executeWithoutResult(status -> {
            keepVersion(files, department, receipt);
            point(receipt);
            jdbc.sql(
                            """
                            insert into bundle_receipt (id, name, major, digest, previous_digest, outcome, at, body)
                            values (:id, :name, :major, :digest, :previous, :outcome, :at, :body)""")
                    .param("id", receipt.id())
                    .param("name", receipt.bundle().value())
                    .param("major", receipt.version().major())
                    .param("digest", receipt.digest())
                    .param("previous", previousDigest(receipt))
                    .param("outcome", receipt.outcome())
                    .param("at", Times.column(receipt.at()))
                    .param("body", json.writeValueAsString(receipt))
                    .update();
        });
    }

    private static @Nullable String previousDigest(Receipt receipt) {
        Receipt.Previous previous = receipt.previous();
        return previous == null ? null : previous.digest();
    }

    private void keepVersion(BundleFiles files, String department, Receipt receipt) {
        int known = jdbc.sql("select count(*) from bundle_version where name = :name and digest = :digest")
                .param("name", receipt.bundle().value())
                .param("digest", receipt.digest())
                .query(Integer.class)
                .single();
        if (known > 0) {
            return;
        }
        jdbc.sql(
                        """
                        insert into bundle_version (name, digest, version, department, zip, created_at, created_by)
                        values (:name, :digest, :version, :department, :zip, :at, :by)""")
                .param("name", receipt.bundle().value())
                .param("digest", receipt.digest())
                .param("version", receipt.version().toString())
                .param("department", department)
                .param("zip", files.zip())
                .param("at", Times.column(receipt.at()))
                .param("by", receipt.by())
                .update();
    }

    private void point(Receipt receipt) {
        int moved = jdbc.sql(
                        "update bundle_active set digest = :digest, since = :at where name = :name and major = :major")
                .param("digest", receipt.digest())
                .param("at", Times.column(receipt.at()))
                .param("name", receipt.bundle().value())
                .param("major", receipt.version().major())
                .update();
        if (moved == 0) {
            jdbc.sql("insert into bundle_active (name, major, digest, since) values (:name, :major, :digest, :at)")
                    .param("name", receipt.bundle().value())
                    .param("major", receipt.version().major())
                    .param("digest", receipt.digest())
                    .param("at", Times.column(receipt.at()))
                    .update();
        }
    }

    /** The receipt as it is finally known, after the old version has drained. */
    void complete(Receipt receipt) {
        jdbc.sql("update bundle_receipt set body = :body where id = :id")
                .param("body", json.writeValueAsString(receipt))
                .param("id", receipt.id())
                .update();
    }

    Optional<String> takenFromFolder(BundleName name) {
        return jdbc.sql("select digest from bundle_source where name = :name")
                .param("name", name.value())
                .query(String.class)
                .optional();
    }

    void takenFromFolder(BundleName name, String digest) {
        int known = jdbc.sql("update bundle_source set digest = :digest where name = :name")
                .param("digest", digest)
                .param("name", name.value())
                .update();
        if (known == 0) {
            jdbc.sql("insert into bundle_source (name, digest) values (:name, :digest)")
                    .param("name", name.value())
                    .param("digest", digest)
                    .update();
        }
    }
}
