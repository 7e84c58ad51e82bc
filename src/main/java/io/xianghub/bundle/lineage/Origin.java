package io.xianghub.bundle.lineage;

/**
 * A field of what comes into a bundle.
 *
 * @param place {@code <connection>/<operation>}, {@code <connection>/<source>}, or the input: an operationId, {@code
 *     facade.<name>}, {@code message.<name>}
 */
record Origin(String place, FieldPath path) {

    Origin below(FieldPath more) {
        return new Origin(place, path.and(more));
    }

    @Override
    public String toString() {
        return place + ":" + path;
    }
}
