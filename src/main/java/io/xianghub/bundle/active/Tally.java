package io.xianghub.bundle.active;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts where two versions differ, call by call. */
final class Tally {

    private static final int MOST_FIELDS = 200;

    private final Map<String, Long> fields = new TreeMap<>();
    private final List<ShadowFindings.Example> examples = new ArrayList<>();
    private final long limit;
    private long compared;
    private long differing;
    private long dropped;
    private long tooLarge;

    /** @param limit how many bytes of a recording are compared at most */
    Tally(long limit) {
        this.limit = limit;
    }

    /** @param places where the versions differed in this exchange; empty when they did not */
    synchronized void compared(String exchange, List<String> places) {
        compared++;
        if (places.isEmpty()) {
            return;
        }
        differing++;
        Set<String> here = new LinkedHashSet<>();
        List<String> shown = new ArrayList<>();
        for (String place : places) {
            String field = ShadowFindings.field(place);
            if (here.add(field) && (fields.containsKey(field) || fields.size() < MOST_FIELDS)) {
                if (fields.merge(field, 1L, Long::sum) == 1) {
                    shown.add(place);
                }
            }
        }
        if (!shown.isEmpty()) {
            examples.add(new ShadowFindings.Example(exchange, shown));
        }
    }

    /** A call was not compared because too many waited. */
    synchronized void dropped() {
        dropped++;
    }

    /** A call was not compared because its recording outgrew its bound. */
    synchronized void tooLarge() {
        tooLarge++;
    }

    synchronized ShadowFindings findings() {
        return new ShadowFindings(compared, differing, dropped, tooLarge, limit, fields, examples);
    }
}
