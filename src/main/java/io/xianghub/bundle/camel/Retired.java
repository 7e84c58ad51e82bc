package io.xianghub.bundle.camel;

import java.util.List;

/**
 * How a version left.
 *
 * @param drained false when inputs had to be cut off
 * @param residue what it did not give back, in words; empty when it is gone whole
 */
public record Retired(boolean drained, List<String> residue) {

    /** Nobody had to leave. */
    public static final Retired NOBODY = new Retired(true, List.of());

    public Retired {
        residue = List.copyOf(residue);
    }
}
