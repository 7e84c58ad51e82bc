package io.xianghub.bundle.store;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import io.xianghub.shared.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The nodes on this database as each of them last told of itself; all times are the database's. */
public final class NodeRows {

    /** Who was not heard of for so long is of no interest any more. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public NodeRows(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** How a version stands on a node. */
    public enum Stand {
        ACTIVE,
        CANARY,
        SHADOW,
        NOT_STARTED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Stand of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public record Runs(BundleName bundle, Version version, String digest, Stand stand) {

        public static Runs of(Services.Active version, Stand stand) {
            return new Runs(version.bundle(), version.version(), version.digest(), stand);
        }
    }

    /**
     * One hub process.
     *
     * @param id of this process; after a restart it is another
     * @param seenAt when it last told of itself
     * @param alive whether it has done so in time
     */
    public record Node(String id, String name, Instant startedAt, Instant seenAt, boolean alive, List<Runs> runs) {

        public Node {
            runs = List.copyOf(runs);
        }
    }

    /** The node is there, and runs just this. */
    public void tell(String id, String name, List<Runs> runs, Duration term) {
        transaction.executeWithoutResult(begun -> {
            if (!stillThere(id, term)) {
                // Whoever has its name and is silent was this node before it broke down.
                jdbc.sql("delete from hub_node where name = :name and due_at < current_timestamp")
                        .param("name", name)
                        .update();
                jdbc.sql(
                                """
                                insert into hub_node (id, name, started_at, seen_at, due_at)
                                values (:id, :name, current_timestamp, current_timestamp, current_timestamp)""")
                        .param("id", id)
                        .param("name", name)
                        .update();
                stillThere(id, term);
            }
            jdbc.sql("delete from hub_node_bundle where node = :id")
                    .param("id", id)
                    .update();
            runs.forEach(one -> insert(id, one));
            jdbc.sql("delete from hub_node where seen_at < current_timestamp - " + seconds("kept"))
                    .param("kept", inSeconds(KEPT))
                    .update();
        });
    }

    private void insert(String id, Runs one) {
        jdbc.sql(
                        """
                        insert into hub_node_bundle (node, name, major, stand, version, digest)
                        values (:node, :name, :major, :stand, :version, :digest)""")
                .param("node", id)
                .param("name", one.bundle().value())
                .param("major", one.version().major())
                .param("stand", one.stand().word())
                .param("version", one.version().toString())
                .param("digest", one.digest())
                .update();
    }

    /** The node is there, and runs what it last told; false when it has to tell again, because it was taken for gone. */
    public boolean stillThere(String id, Duration term) {
        return jdbc.sql("update hub_node set seen_at = current_timestamp, due_at = current_timestamp + "
                                + seconds("term") + " where id = :id")
                        .param("id", id)
                        .param("term", inSeconds(term))
                        .update()
                == 1;
    }

    /** The node ends in good order. */
    public void gone(String id) {
        jdbc.sql("delete from hub_node where id = :id").param("id", id).update();
    }

    /** All nodes of the last day that did not end in good order, by name. */
    public List<Node> all() {
        Map<String, List<Runs>> runs = new LinkedHashMap<>();
        jdbc.sql("select node, name, version, digest, stand from hub_node_bundle order by name, major, stand")
                .query((row, number) -> runs.computeIfAbsent(row.getString("node"), first -> new ArrayList<>())
                        .add(runs(row)))
                .list();
        return jdbc.sql(
                        """
                        select id, name, started_at, seen_at,
                               case when due_at > current_timestamp then 1 else 0 end as alive
                          from hub_node
                         where seen_at >= current_timestamp - cast(:kept as double precision) * interval '1' second
                         order by name, started_at""")
                .param("kept", inSeconds(KEPT))
                .query((row, number) -> new Node(
                        row.getString("id"),
                        row.getString("name"),
                        Times.instant(row, "started_at"),
                        Times.instant(row, "seen_at"),
                        row.getInt("alive") == 1,
                        runs.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    private static Runs runs(ResultSet row) throws SQLException {
        return new Runs(
                new BundleName(row.getString("name")),
                Version.of(row.getString("version")),
                row.getString("digest"),
                Stand.of(row.getString("stand")));
    }

    private static String seconds(String parameter) {
        return "cast(:" + parameter + " as double precision) * interval '1' second";
    }

    private static double inSeconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
