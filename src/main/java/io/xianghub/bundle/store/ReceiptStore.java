package io.xianghub.bundle.store;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.database.Times;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The receipts of all changes, and of those that were refused. */
public final class ReceiptStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public ReceiptStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Writes a receipt; inside a transaction it commits with it. */
    public void keep(Receipt receipt) {
        Receipt.Previous previous = receipt.previous();
        jdbc.sql(
                        """
                        insert into bundle_receipt (id, name, major, digest, previous_digest, outcome, at, body)
                        values (:id, :name, :major, :digest, :previous, :outcome, :at, :body)""")
                .param("id", receipt.id())
                .param("name", receipt.bundle().value())
                .param("major", receipt.version().major())
                .param("digest", receipt.digest())
                .param("previous", previous == null ? null : previous.digest())
                .param("outcome", receipt.outcome().word())
                .param("at", Times.column(receipt.at()))
                .param("body", json.writeValueAsString(receipt))
                .update();
    }

    /** The receipt as it is finally known, after the version that left has drained. */
    public void complete(Receipt receipt) {
        jdbc.sql("update bundle_receipt set body = :body where id = :id")
                .param("body", json.writeValueAsString(receipt))
                .param("id", receipt.id())
                .update();
    }

    /** What the newest deployment of this digest replaced; after a rollback, the next one goes one deployment further back. */
    public Optional<String> replacedBy(BundleName name, int major, String digest) {
        return jdbc.sql(
                        """
                        select previous_digest from bundle_receipt
                         where name = :name and major = :major and digest = :digest and previous_digest <> digest
                           and outcome in ('deployed', 'promoted')
                         order by id desc fetch first 1 rows only""")
                .param("name", name.value())
                .param("major", major)
                .param("digest", digest)
                .query(String.class)
                .optional();
    }

    public Optional<Receipt> find(BundleName name, String id) {
        return jdbc.sql("select body from bundle_receipt where name = :name and id = :id")
                .param("name", name.value())
                .param("id", id)
                .query((row, number) -> receipt(row.getString("body")))
                .optional();
    }

    /** Newest first; ids grow with time, so that the last id of a page is where the next begins. */
    public List<Receipt> page(BundleName name, @Nullable String after, int limit) {
        return jdbc.sql(
                        """
                        select body from bundle_receipt
                         where name = :name and (cast(:after as varchar) is null or id < :after)
                         order by id desc
                         fetch first :limit rows only""")
                .param("name", name.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> receipt(row.getString("body")))
                .list();
    }

    private Receipt receipt(String body) {
        return json.readValue(body, Receipt.class);
    }
}
