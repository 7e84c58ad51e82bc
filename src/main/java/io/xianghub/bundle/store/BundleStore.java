package io.xianghub.bundle.store;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.database.Times;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The bundle versions that the database keeps, and which of them answer or stand beside: the truth of what runs. */
public final class BundleStore {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ReceiptStore receipts;
    private final KeptFiles kept;
    private final ActiveRows active;
    private final CandidateRows candidates;

    public BundleStore(JdbcClient jdbc, TransactionTemplate transaction, ReceiptStore receipts) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.receipts = receipts;
        this.kept = new KeptFiles(jdbc);
        this.active = new ActiveRows(jdbc);
        this.candidates = new CandidateRows(jdbc);
    }

    /** @param signature that of the version's files as they are kept; null when there is none */
    public record ActiveRow(Services.Active version, Instant since, @Nullable KeptSignature signature) {}

    /**
     * A signature beside a kept version.
     *
     * @param key the id of the key that it names
     * @param since when the hub took it
     */
    public record KeptSignature(String key, Instant since) {}

    public record CandidateRow(BundleName name, int major, String digest, Candidate.Stand stand, Instant since) {}

    /** What answers for a major version, and what stands beside it. */
    public record StandingRow(Services.Active version, @Nullable CandidateRow candidate) {}

    public record VersionRow(Version version, String digest, Instant createdAt, String createdBy, boolean active) {}

    public List<ActiveRow> active() {
        return jdbc.sql(
                        """
                        select a.name, a.digest, a.since, v.version, v.department, v.signed_with,
                               coalesce(v.signed_since, v.created_at) as signed_since
                          from bundle_active a
                          join bundle_version v on v.name = a.name and v.digest = a.digest
                         order by a.name, a.major""")
                .query((row, number) ->
                        new ActiveRow(version(row, "digest"), Times.instant(row, "since"), signature(row)))
                .list();
    }

    private static @Nullable KeptSignature signature(ResultSet row) throws SQLException {
        String key = row.getString("signed_with");
        return key == null ? null : new KeptSignature(key, Times.instant(row, "signed_since"));
    }

    private static Services.Active version(ResultSet row, String digest) throws SQLException {
        return new Services.Active(
                new BundleName(row.getString("name")),
                Version.of(row.getString("version")),
                row.getString(digest),
                row.getString("department"));
    }

    /** One read, so that nothing can change between the version that answers and the one beside it. */
    public List<StandingRow> standing() {
        return jdbc.sql(
                        """
                        select a.name, a.major, a.digest as answering, v.version, v.department,
                               c.digest, c.mode, c.share, c.since
                          from bundle_active a
                          join bundle_version v on v.name = a.name and v.digest = a.digest
                          left join bundle_candidate c on c.name = a.name and c.major = a.major
                         order by a.name, a.major""")
                .query((row, number) -> new StandingRow(
                        version(row, "answering"), row.getString("digest") == null ? null : CandidateRows.row(row)))
                .list();
    }

    /** What stands beside the version that answers for the same major version. */
    public Optional<Beside> beside(Services.Active major) {
        return candidates.find(major);
    }

    /** The version's files with the signature that is kept; empty when it is unknown or damaged. */
    public Optional<BundleFiles> find(BundleName name, String digest) {
        return kept.find(name, digest);
    }

    /** @throws Problem {@code BUNDLE_REFUSED} when what is kept is no longer what was deployed */
    public BundleFiles files(BundleName name, String digest) {
        return kept.files(name, digest);
    }

    /** Since when the database keeps these files with this very signature, by the hub's clock; empty when it does not. */
    public Optional<Instant> signedSince(BundleFiles files) {
        return kept.since(files);
    }

    /** The digest under which this version was deployed before; the newest where several were. */
    public Optional<String> digestOf(BundleName name, Version version) {
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

    public List<VersionRow> versions(BundleName name) {
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
    public List<String> owners(BundleName name) {
        return jdbc.sql("select distinct department from bundle_version where name = :name")
                .param("name", name.value())
                .query(String.class)
                .list();
    }

    /**
     * Makes a version the active one, with its receipt, in one transaction.
     *
     * @throws Problem {@code CONFLICT} when another version answers by now than {@code receipt.previous()}, or the candidate
     *     that shall take over stands there no longer
     */
    public void activate(BundleFiles files, String department, Receipt receipt) {
        transaction.executeWithoutResult(status -> {
            kept.keep(files, department, receipt);
            require(active.point(receipt), receipt);
            boolean stood = candidates.remove(receipt);
            require(stood || receipt.outcome() != Receipt.Outcome.PROMOTED, receipt);
            receipts.keep(receipt);
        });
    }

    /**
     * Makes a version the candidate beside the active one, with its receipt; what was found of another goes into that.
     *
     * @param before what it takes the place of; null when nothing stands there yet
     * @throws Problem {@code CONFLICT} when another version answers by now than {@code receipt.previous()}, or something else
     *     stands there than {@code before}
     */
    public void standBeside(
            BundleFiles files, String department, Candidate.Stand stand, @Nullable Beside before, Receipt receipt) {
        transaction.executeWithoutResult(status -> {
            kept.keep(files, department, receipt);
            require(active.hold(receipt), receipt);
            require(candidates.place(stand, before, receipt), receipt);
            receipts.keep(receipt);
        });
    }

    /** Keeps the same content with another signature, with the receipt that says so. */
    public void signAnew(BundleFiles files, String department, Receipt receipt) {
        transaction.executeWithoutResult(status -> {
            kept.keep(files, department, receipt);
            receipts.keep(receipt);
        });
    }

    /**
     * Takes the candidate away, with the receipt that says so.
     *
     * @throws Problem {@code CONFLICT} when it stands there no longer
     */
    public void abandon(Receipt receipt) {
        transaction.executeWithoutResult(status -> {
            require(candidates.remove(receipt), receipt);
            receipts.keep(receipt);
        });
    }

    /**
     * Lets nothing answer for the major version any more; what was kept stays kept.
     *
     * @throws Problem {@code CONFLICT} when another version answers by now
     */
    public void uninstall(Receipt receipt) {
        transaction.executeWithoutResult(status -> {
            require(active.remove(receipt), receipt);
            candidates.removeAll(receipt);
            receipts.keep(receipt);
        });
    }

    private static void require(boolean unchanged, Receipt receipt) {
        if (!unchanged) {
            throw Problem.of(
                    ProblemType.CONFLICT,
                    Text.of(
                            "路由包 %s 的主版本 %d 已被他人更换",
                            "Somebody else has changed the bundle %s, major version %d, meanwhile",
                            receipt.bundle(),
                            receipt.version().major()));
        }
    }

    public Optional<String> takenFromFolder(BundleName name) {
        return jdbc.sql("select digest from bundle_source where name = :name")
                .param("name", name.value())
                .query(String.class)
                .optional();
    }

    public void takenFromFolder(BundleName name, String digest) {
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
