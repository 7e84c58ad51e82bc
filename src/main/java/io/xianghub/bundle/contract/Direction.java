package io.xianghub.bundle.contract;

/** Which way the values of a schema travel, and so whom a change of it hurts. */
enum Direction {
    REQUEST(Party.CALLER),
    ANSWER(Party.READER);

    private final Party party;

    Direction(Party party) {
        this.party = party;
    }

    Party party() {
        return party;
    }

    /** Who sends must keep to what is taken; who reads must cope with all that may come. */
    Impact of(Aspect aspect, Kind kind) {
        boolean request = this == REQUEST;
        return switch (kind) {
            case NARROWED, REQUIRED -> request ? Impact.BREAKING : Impact.NONE;
            case WIDENED -> request ? Impact.NONE : widened(aspect);
            case OPTIONAL -> request ? Impact.NONE : Impact.BREAKING;
            case REMOVED -> Impact.BREAKING;
            case ADDED -> Impact.NONE;
            case CHANGED -> changed(aspect);
            case RENAMED, UNDECIDED -> Impact.POSSIBLE;
        };
    }

    /** A reader's code has a branch for each value and type, but seldom minds a longer text or a larger number. */
    private static Impact widened(Aspect aspect) {
        return switch (aspect) {
            case LENGTH, RANGE, COUNT, STEP, UNIQUENESS, PATTERN -> Impact.POSSIBLE;
            case OTHER_FIELDS -> Impact.NONE;
            default -> Impact.BREAKING;
        };
    }

    private Impact changed(Aspect aspect) {
        return switch (aspect) {
            case PATTERN, STEP -> Impact.POSSIBLE;
            case DEFAULT -> this == REQUEST ? Impact.POSSIBLE : Impact.NONE;
            case SENSITIVITY, DEPRECATION -> Impact.NONE;
            default -> Impact.BREAKING;
        };
    }
}
