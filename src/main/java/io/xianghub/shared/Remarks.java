package io.xianghub.shared;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found on an input's way that refused nothing and that whoever looks at its row should know; never a value of it. */
public final class Remarks {

    private static final int MOST = 10;

    private final Set<String> remarks = new LinkedHashSet<>();

    /** A route's parts may tell at the same time. */
    public synchronized void add(String remark) {
        if (remarks.size() < MOST) {
            remarks.add(remark);
        }
    }

    /** In the order in which they were made; the first ten. */
    public synchronized List<String> all() {
        return List.copyOf(remarks);
    }
}
