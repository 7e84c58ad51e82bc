package io.xianghub.sync;

import io.xianghub.lease.Lease;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A run at work. */
public final class Run {

    /** The exchange property under which a run's batches carry it through a route. */
    public static final String PROPERTY = "hub.sync.run";

    private final String id;
    private final BundleName bundle;
    private final String sync;
    private final Lease lease;
    private final int mostQuarantined;
    private final AtomicInteger batches = new AtomicInteger();
    private final Map<String, Map<String, Quarantined>> quarantine = new LinkedHashMap<>();

    /** @param mostQuarantined more rows set aside than these mean that not the rows are wrong but the mapping */
    public Run(String id, BundleName bundle, String sync, Lease lease, int mostQuarantined) {
        this.id = id;
        this.bundle = bundle;
        this.sync = sync;
        this.lease = lease;
        this.mostQuarantined = mostQuarantined;
    }

    public String id() {
        return id;
    }

    public BundleName bundle() {
        return bundle;
    }

    public String sync() {
        return sync;
    }

    Lease lease() {
        return lease;
    }

    /** The number of the batch in hand; a row of a later batch is newer. */
    public int batch() {
        return batches.get();
    }

    int nextBatch() {
        return batches.incrementAndGet();
    }

    /** Sets a row aside. */
    public synchronized void quarantine(String stream, String key, String reason, Text detail) {
        Map<String, Quarantined> rows = quarantine.computeIfAbsent(stream, name -> new LinkedHashMap<>());
        rows.put(key, new Quarantined(stream, key, reason, detail));
        if (quarantine.values().stream().mapToInt(Map::size).sum() > mostQuarantined) {
            throw Problem.of(
                    ProblemType.INVALID_MESSAGE,
                    Text.of(
                            "本批隔离的行超过 %s 行，未发布任何数据；请检查 %s 的映射，最近一行 %s：%s",
                            "The run set aside more than %s rows and published nothing; check the mapping of %s. The last"
                                    + " row was %s: %s",
                            mostQuarantined,
                            stream,
                            key,
                            detail.zh()));
        }
    }

    /** Forgets that an earlier reading of these rows was wrong. */
    synchronized void readAgain(String stream, List<String> keys) {
        Map<String, Quarantined> rows = quarantine.get(stream);
        if (rows != null) {
            keys.forEach(rows::remove);
        }
    }

    public synchronized Set<String> quarantined(String stream) {
        return Set.copyOf(quarantine.getOrDefault(stream, Map.of()).keySet());
    }

    synchronized List<Quarantined> allQuarantined() {
        List<Quarantined> all = new ArrayList<>();
        quarantine.values().forEach(rows -> all.addAll(rows.values()));
        return all;
    }
}
