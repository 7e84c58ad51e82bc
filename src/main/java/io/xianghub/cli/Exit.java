package io.xianghub.cli;

/** What a command's exit code means. */
final class Exit {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int FINDINGS = 3;
    static final int NOT_FOUND = 4;
    static final int CONFLICT = 5;
    static final int REFUSED = 6;
    static final int UNREACHABLE = 7;

    private Exit() {}
}
