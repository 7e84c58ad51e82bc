package io.xianghub.sync;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.xianghub.shared.Text;
import io.xianghub.sync.Published.Total;
import java.util.List;

/** What a run read, published and held back, with totals in fen. */
record RunReport(
        List<Stream> streams,
        List<Published.Held> held,
        long withdrawn,
        List<Published.Withdrawn> withdrawnRows,
        List<Break> breaks) {

    static final RunReport NOTHING = new RunReport(List.of(), List.of(), 0, List.of(), List.of());

    /** @param read rows that were read, each counted once however often it was read */
    record Stream(
            String stream,
            long read,
            @JsonProperty("new") long added,
            long changed,
            long unchanged,
            long deleted,
            long quarantined,
            long notEnterpriseRelated,
            ControlTotals controlTotalsFen) {}

    /** {@code source = live + notEnterpriseRelated + deleted + quarantined}, or nothing is published. */
    record ControlTotals(long source, long live, long notEnterpriseRelated, long deleted, long quarantined) {}

    /** Where the two sides of a balance differ. */
    record Break(String stream, Text what, long sourceRows, long rows, long sourceFen, long fen) {}

    static Stream stream(String name, Total source, Total quarantined, Published.Counts counts) {
        return new Stream(
                name,
                source.rows(),
                counts.added(),
                counts.changed(),
                counts.unchanged(),
                counts.deleted().rows(),
                quarantined.rows(),
                counts.unrelated().rows(),
                new ControlTotals(
                        source.fen(),
                        counts.live().fen(),
                        counts.unrelated().fen(),
                        counts.deleted().fen(),
                        quarantined.fen()));
    }
}
