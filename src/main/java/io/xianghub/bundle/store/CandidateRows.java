package io.xianghub.bundle.store;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.Candidate;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which versions stand beside the active ones, and what they have found: changed by compare-and-set, in a transaction. */
record CandidateRows(JdbcClient jdbc) {

    static BundleStore.CandidateRow row(ResultSet row) throws SQLException {
        return new BundleStore.CandidateRow(
                new BundleName(row.getString("name")),
                row.getInt("major"),
                row.getString("digest"),
                stand(row),
                Times.instant(row, "since"));
    }

    private static Candidate.Stand stand(ResultSet row) throws SQLException {
        return new Candidate.Stand(Candidate.Mode.of(row.getString("mode")).orElseThrow(), row.getInt("share"));
    }

    Optional<Beside> find(Services.Active major) {
        return jdbc.sql("select digest, mode, share from bundle_candidate where name = :name and major = :major")
                .param("name", major.bundle().value())
                .param("major", major.version().major())
                .query((row, number) -> new Beside(row.getString("digest"), stand(row)))
                .optional();
    }

    /** The receipt's version takes the place of what stood there; what it has found itself is kept. False when another stands there. */
    boolean place(Candidate.Stand stand, @Nullable Beside before, Receipt receipt) {
        if ((before == null ? first(stand, receipt) : instead(stand, before, receipt)) != 1) {
            return false;
        }
        of(receipt, "delete from bundle_shadow where name = :name and major = :major and digest <> :digest")
                .update();
        return true;
    }

    private int first(Candidate.Stand stand, Receipt receipt) {
        try {
            return standing(
                            stand,
                            receipt,
                            """
                            insert into bundle_candidate (name, major, digest, mode, share, since)
                            values (:name, :major, :digest, :mode, :share, :at)""")
                    .update();
        } catch (DuplicateKeyException another) {
            return 0;
        }
    }

    private int instead(Candidate.Stand stand, Beside before, Receipt receipt) {
        return standing(
                        stand,
                        receipt,
                        """
                        update bundle_candidate set digest = :digest, mode = :mode, share = :share, since = :at
                         where name = :name and major = :major
                           and digest = :before and mode = :modeBefore and share = :shareBefore""")
                .param("before", before.digest())
                .param("modeBefore", before.stand().mode().word())
                .param("shareBefore", before.stand().share())
                .update();
    }

    private JdbcClient.StatementSpec standing(Candidate.Stand stand, Receipt receipt, String sql) {
        return of(receipt, sql)
                .param("mode", stand.mode().word())
                .param("share", stand.share())
                .param("at", Times.column(receipt.at()));
    }

    /** The receipt's version stands beside no more, and what it has found goes with it; false when it did not. */
    boolean remove(Receipt receipt) {
        int removed = of(
                        receipt,
                        "delete from bundle_candidate where name = :name and major = :major and digest = :digest")
                .update();
        of(receipt, "delete from bundle_shadow where name = :name and major = :major and digest = :digest")
                .update();
        return removed == 1;
    }

    /** Nothing stands beside the major version any more. */
    void removeAll(Receipt receipt) {
        for (String table : new String[] {"bundle_candidate", "bundle_shadow"}) {
            jdbc.sql("delete from " + table + " where name = :name and major = :major")
                    .param("name", receipt.bundle().value())
                    .param("major", receipt.version().major())
                    .update();
        }
    }

    private JdbcClient.StatementSpec of(Receipt receipt, String sql) {
        return jdbc.sql(sql)
                .param("name", receipt.bundle().value())
                .param("major", receipt.version().major())
                .param("digest", receipt.digest());
    }
}
