package io.xianghub.bundle.lineage;

/** A field that a department drops, written {@code core/queryPerson:baseinfo.psn_no}; without a path everything. */
public record Dropped(String place, String path) {

    public static Dropped of(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new Dropped(text, "") : new Dropped(text.substring(0, colon), text.substring(colon + 1));
    }

    /** Whether the origin is gone, or may be. */
    boolean takes(Origin origin) {
        return origin.place().equals(place) && FieldPath.of(path).covers(origin.path());
    }

    /** Whether it is part of a structure. */
    boolean isIn(Origin origin) {
        FieldPath own = FieldPath.of(path);
        return origin.place().equals(place) && origin.path().covers(own) && !own.covers(origin.path());
    }

    /** What it is below a structure that it is part of. */
    FieldPath below(Origin origin) {
        return FieldPath.of(path).below(origin.path());
    }

    @Override
    public String toString() {
        return path.isEmpty() ? place : place + ":" + path;
    }
}
