package io.xianghub.bundle.border;

import java.util.Map;
import java.util.Set;

/** What the hub's other modules offer to routes: all that bundles know of them before a hub runs. */
public final class Effects {

    /** The schemes behind which other modules stand. */
    public static final Set<String> SCHEMES = Set.of("push", "redemption");

    /** What there is of a scheme; of one that is missing here its own module alone knows. */
    private static final Map<String, Set<String>> ENDPOINTS = Map.of("push", Set.of("submit", "check"));

    private static final Set<String> LOOKING = Set.of("push:check");

    private Effects() {}

    /** Whether there is no such endpoint for certain. */
    public static boolean isUnknown(String scheme, String rest) {
        Set<String> known = ENDPOINTS.get(scheme);
        return known != null && !known.contains(rest);
    }

    /** Whether an endpoint, such as {@code push:check}, only looks: it causes nothing that a recording would have to name. */
    public static boolean onlyLooks(String to) {
        return LOOKING.contains(to);
    }
}
