package io.xianghub.bundle.store;

import io.xianghub.shared.database.Times;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which version answers for each major version: changed by compare-and-set, as another node may have been faster. */
record ActiveRows(JdbcClient jdbc) {

    /** The receipt's version answers from now on; false when another does by now than {@code receipt.previous()}. */
    boolean point(Receipt receipt) {
        Receipt.Previous previous = receipt.previous();
        return (previous == null ? first(receipt) : instead(previous, receipt)) == 1;
    }

    private int first(Receipt receipt) {
        try {
            return jdbc.sql(
                            "insert into bundle_active (name, major, digest, since) values (:name, :major, :digest, :at)")
                    .param("name", receipt.bundle().value())
                    .param("major", receipt.version().major())
                    .param("digest", receipt.digest())
                    .param("at", Times.column(receipt.at()))
                    .update();
        } catch (DuplicateKeyException another) {
            return 0;
        }
    }

    private int instead(Receipt.Previous previous, Receipt receipt) {
        return jdbc.sql(
                        """
                        update bundle_active set digest = :digest, since = :at
                         where name = :name and major = :major and digest = :previous""")
                .param("digest", receipt.digest())
                .param("at", Times.column(receipt.at()))
                .param("name", receipt.bundle().value())
                .param("major", receipt.version().major())
                .param("previous", previous.digest())
                .update();
    }

    /** Whether {@code receipt.previous()} still answers; nobody changes that before this transaction ends. */
    boolean hold(Receipt receipt) {
        Receipt.Previous previous = receipt.previous();
        Optional<String> now = jdbc.sql(
                        "select digest from bundle_active where name = :name and major = :major for update")
                .param("name", receipt.bundle().value())
                .param("major", receipt.version().major())
                .query(String.class)
                .optional();
        return previous != null && now.filter(previous.digest()::equals).isPresent();
    }

    /** The receipt's version answers no more; false when it did not. */
    boolean remove(Receipt receipt) {
        return jdbc.sql("delete from bundle_active where name = :name and major = :major and digest = :digest")
                        .param("name", receipt.bundle().value())
                        .param("major", receipt.version().major())
                        .param("digest", receipt.digest())
                        .update()
                == 1;
    }
}
