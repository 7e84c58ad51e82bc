package io.xianghub.sync;

import io.xianghub.bundle.Services;
import io.xianghub.lease.LeaseLost;
import io.xianghub.lease.Leases;
import io.xianghub.legacy.RowSource;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.Fen;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a stream batch by batch and hands each batch to the bundle's route. */
final class StreamReader {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Sources sources;
    private final Services services;
    private final RunStore store;
    private final Leases leases;
    private final SyncProperties properties;

    StreamReader(Sources sources, Services services, RunStore store, Leases leases, SyncProperties properties) {
        this.sources = sources;
        this.services = services;
        this.store = store;
        this.leases = leases;
        this.properties = properties;
    }

    /** @return the latest update time that was read; null when there was no row */
    @Nullable LocalDateTime read(Run run, SyncDeclaration.Stream stream, @Nullable LocalDateTime watermark, CallContext call) {
        RowSource source = sources.open(run.bundle(), stream.connection(), stream.source());
        // Rows of the watermark's own second, and rows committed later with an earlier time, are read again.
        RowSource.Mark mark = watermark == null
                ? RowSource.Mark.START
                : new RowSource.Mark(watermark.minus(properties.overlap()), null);
        LocalDateTime latest = null;
        while (true) {
            if (!leases.renew(run.lease(), properties.lease())) {
                throw new LeaseLost(run.lease());
            }
            RowSource.Batch batch = source.read(mark, properties.batch());
            if (batch.rows().isEmpty()) {
                return latest;
            }
            take(run, stream, source.key(), batch.rows(), call);
            mark = batch.end();
            latest = Objects.requireNonNull(mark.updated());
        }
    }

    private void take(
            Run run,
            SyncDeclaration.Stream stream,
            String key,
            List<Map<String, @Nullable Object>> rows,
            CallContext call) {
        List<RunStore.Reading> readings = rows.stream()
                .map(row -> new RunStore.Reading(key(row, key), amount(row, stream.amount())))
                .toList();
        store.read(run, stream.name(), run.nextBatch(), readings);
        run.readAgain(
                stream.name(), readings.stream().map(RunStore.Reading::key).toList());
        List<Map<String, @Nullable Object>> trees =
                rows.stream().map(StreamReader::tree).toList();
        hand(run, stream.name(), key, trees, call);
    }

    /** Hands rows to the route; when its mapping refuses them, halves them until the wrong ones stand alone. */
    private void hand(Run run, String stream, String key, List<Map<String, @Nullable Object>> rows, CallContext call) {
        try {
            services.invoke(run.bundle(), "sync:" + run.sync() + "/" + stream, rows, Map.of(Run.PROPERTY, run), call);
        } catch (Problem refused) {
            if (refused.type() != ProblemType.INVALID_MESSAGE) {
                throw refused;
            }
            if (rows.size() == 1) {
                run.quarantine(stream, key(rows.get(0), key), "UNREADABLE", why(refused));
                return;
            }
            int half = rows.size() / 2;
            hand(run, stream, key, rows.subList(0, half), call);
            hand(run, stream, key, rows.subList(half, rows.size()), call);
        }
    }

    private static Text why(Problem refused) {
        if (refused.violations().isEmpty()) {
            Text detail = refused.detail();
            return detail == null ? Text.of("映射拒绝了这一行", "The mapping refused the row") : detail;
        }
        Problem.Violation first = refused.violations().get(0);
        return new Text(
                first.path() + "：" + first.message().zh(),
                first.path() + ": " + first.message().en());
    }

    private static String key(Map<String, @Nullable Object> row, String key) {
        return String.valueOf(row.get(key));
    }

    private static @Nullable Long amount(Map<String, @Nullable Object> row, @Nullable String column) {
        Object value = column == null ? null : row.get(column);
        try {
            if (value instanceof BigDecimal yuan) {
                return Fen.ofYuan(yuan);
            }
            if (value instanceof Long yuan) {
                return Fen.ofYuan(BigDecimal.valueOf(yuan));
            }
            return value instanceof String yuan ? Fen.ofYuan(yuan.strip()) : null;
        } catch (ArithmeticException | NumberFormatException notWholeFen) {
            return null;
        }
    }

    /** A row as mappings know it: times as {@code 2026-03-01 10:00:00}. */
    private static Map<String, @Nullable Object> tree(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        row.forEach((column, value) ->
                tree.put(column, value instanceof LocalDateTime time ? DATE_TIME.format(time) : value));
        return tree;
    }
}
