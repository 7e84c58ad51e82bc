package io.xianghub.sync;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;

/**
 * What a target did with a run's rows.
 *
 * @param held what the store holds back after this run, by reason
 * @param withdrawn rows that were shown before this run and are no longer; {@code withdrawnRows} names the first of them
 */
public record Published(Map<String, Counts> streams, List<Held> held, long withdrawn, List<Withdrawn> withdrawnRows) {

    public Published {
        streams = Map.copyOf(streams);
        held = List.copyOf(held);
        withdrawnRows = List.copyOf(withdrawnRows);
    }

    /** Rows of one stream: the first three are what changed in the store, the totals what was staged. */
    public record Counts(long added, long changed, long unchanged, Total live, Total unrelated, Total deleted) {}

    /** Number and amount. */
    public record Total(long rows, long fen) {
        public static final Total NONE = new Total(0, 0);

        public Total plus(Total other) {
            return new Total(Math.addExact(rows, other.rows), Math.addExact(fen, other.fen));
        }
    }

    public record Held(String reason, Text label, long rows, long fen) {}

    /** @param reason why it is held now; {@code DELETED} when the department took it back */
    public record Withdrawn(String key, String reason) {}
}
